param a strin = 1 2 // ERROR BCP019 "found '2'"
param b
string // ERROR BCP007 "found 'string'"
// ERROR@-2 BCP279 "found the end of the line, wanted a type"
var c = 1 + // ERROR BCP009 "wanted an expression"
resource d 'x@y' = {
  name: // ERROR BCP009 "wanted an expression"
  location: 'here'
}
var e = fine
