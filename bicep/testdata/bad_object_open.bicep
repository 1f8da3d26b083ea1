var a = 1
var b = {
  c: 1

// ERROR@+2 BCP018 "found the end of the file, wanted '}'"
var d = 2
