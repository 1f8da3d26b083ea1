var a = max(1 2) // ERROR BCP236 "found '2', wanted a new line or ','"
var b = max(1, 2,) // ERROR BCP009 "found '\)', wanted an expression"
var c = max(,) // ERROR BCP009 "found ',', wanted an expression" // ERROR BCP009 "found '\)'"
// ERROR@+2 BCP237 "wanted ','"
var d = max(
  1
  2
)
