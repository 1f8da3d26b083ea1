var a = {
  b 1 // ERROR BCP018 "found '1', wanted ':'" // ERROR BCP009 "wanted an expression"
  c: // ERROR BCP009 "wanted an expression"
  3: 4 // ERROR BCP022 "found '3', wanted the name of a property"
  d: 1 e: 2 // ERROR BCP236 "found 'e', wanted a new line or ','"
  f: 1, // ERROR BCP238 "wanted the next item"
  g: 2
}
var h = { i: 1,, j: 2 } // ERROR BCP022 "found ',', wanted the name of a property"
