var f = x => x // WARNING no-unused-vars "the variable 'f' is never used" // ERROR BCP242 "found a lambda, wanted it only as an argument of a function"

output f string = string((y) => y)
