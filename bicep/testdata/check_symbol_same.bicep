param name string // ERROR BCP028 "the name 'name' is declared more than once"
var name = 'x' // ERROR BCP028 "the name 'name' is declared more than once" // WARNING no-unused-vars "the variable 'name' is never used"

output name string = name
