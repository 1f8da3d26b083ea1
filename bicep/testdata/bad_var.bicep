var // ERROR BCP015 "found the end of the line, wanted the name of the variable"
var a // ERROR BCP018 "found the end of the line, wanted '='"
var b = // ERROR BCP009 "found the end of the line, wanted an expression"
var c == 3 // ERROR BCP279 "found '==', wanted a type" // ERROR BCP018 "found the end of the line, wanted '='"
var fine = 1
