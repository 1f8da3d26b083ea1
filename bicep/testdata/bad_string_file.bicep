// ERROR@+1 BCP003 "found the end of the file inside a string"
var a = 'never closed