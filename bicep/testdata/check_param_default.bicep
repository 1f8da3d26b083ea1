param a int = 'one' // ERROR BCP033 "found ''one'', wanted 'int'"
param b string = 1 // ERROR BCP033 "found '1', wanted 'string'"
param c bool = null // ERROR BCP033 "found 'null', wanted 'bool'"
param d string? = null // ERROR BCP326 "found a default for a parameter that may be null, which has"
param e array = {} // ERROR BCP033 "found 'object', wanted 'array'"

output all array = [a, b, c, d, e]
