type name = string

output a string = name // ERROR BCP288 "found the type 'name', wanted a value"
var b = string // ERROR BCP288 "found the type 'string', wanted a value"
output b string = b // ERROR BCP062 "the declaration of 'b' has errors"
