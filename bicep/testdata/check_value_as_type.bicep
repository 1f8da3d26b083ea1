var name = 'x'

param a name // ERROR BCP287 "found the value 'name', wanted a type"

output a string = a // ERROR BCP062 "the declaration of 'a' has errors"
