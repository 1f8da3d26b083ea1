func double(n int) int => n * 2

func wrong(n int) string => n // ERROR BCP033 "found 'int', wanted 'string'"

func mixed(a string, a int) string => a // ERROR BCP028 "the name 'a' is declared more than once" // ERROR BCP028 "the name 'a' is declared more than once"

param outside string // WARNING no-unused-params "the parameter 'outside' is never used"

func closed() string => outside // ERROR BCP057 "the name 'outside' is not declared"

output a int = double('x') // ERROR BCP070 "found ''x'', wanted 'int'"
output b int = double(1, 2) // ERROR BCP071 "found 2 arguments for 'double', wanted 1"
output c string = wrong(double(2))
output d string = mixed('a', 1)
output e string = closed() // ERROR BCP062 "the declaration of 'closed' has errors"
