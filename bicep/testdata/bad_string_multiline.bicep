// ERROR@+1 BCP140 "wanted '''"
var a = '''never closed
var b = 'in the string'
