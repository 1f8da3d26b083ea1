// ERROR@+1 BCP004 "found the end of the line inside a string, wanted '"
var a = 'never closed
var b = 'fine'
// ERROR@+1 BCP004 "found the end of the line inside a string"
var c = '${b
var d = c
