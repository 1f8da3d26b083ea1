var a = [1 2] // ERROR BCP236 "found '2', wanted a new line or ','"
var b = [
  1, // ERROR BCP238 "wanted the next item"
  2
]
var c = [1,,2] // ERROR BCP009 "found ',', wanted an expression"
var d = [... ] // ERROR BCP009 "found '\]', wanted an expression"
