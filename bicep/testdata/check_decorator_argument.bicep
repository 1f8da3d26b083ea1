@minLength('one') // ERROR BCP070 "found ''one'', wanted 'int'"
param a string

@allowed([1, 2]) // ERROR BCP034 "found an item '1', wanted 'string'" // ERROR BCP034 "found an item '2', wanted 'string'"
param b string

@allowed([]) // ERROR BCP099 "found no values in 'allowed', wanted at least one"
param c string

@description(1) // ERROR BCP070 "found '1', wanted 'string'"
param d string

@metadata('text') // ERROR BCP070 "found ''text'', wanted 'object'"
param e string

param size int = 3

@maxLength(size) // ERROR BCP032 "found a value that is not known while compiling, wanted a"
param f string

output all array = [a, b, c, d, e, f]
