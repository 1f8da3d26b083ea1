param a string
param b int
param c bool

output sum int = a + b // ERROR BCP045 "found '\+' between 'string' and 'int'"
output less bool = c < b // ERROR BCP045 "found '<' between 'bool' and 'int'"
output negated int = -a // ERROR BCP044 "found '-' before 'string'"
output not bool = !b // ERROR BCP044 "found '!' before 'int'"
output both bool = a && c // ERROR BCP045 "found '&&' between 'string' and 'bool'"
output equal bool = b == a
output modulo int = b % 3
output ternary string = b ? 'x' : 'y' // ERROR BCP046 "found 'int', wanted 'bool'"
output coalesced string = a ?? 'none'
output insensitive bool = a =~ b // ERROR BCP045 "found '=~' between 'string' and 'int'"
