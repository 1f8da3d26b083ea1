var a = & // ERROR BCP001 "found '&'" // ERROR BCP009 "found '&', wanted an expression"
var b = "x" // ERROR BCP103 "does not begin a string" // ERROR BCP103 "does not begin" // ERROR BCP009 "wanted an expression"
// ERROR@+1 BCP001 "found '#'"
# // ERROR BCP007 "found '#', wanted a statement"
