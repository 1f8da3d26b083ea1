@ // ERROR BCP123 "wanted the name of a decorator"
param a string
@minLength(3) param b string // ERROR BCP019 "found 'param', wanted a new line"
@sys. // ERROR BCP020 "wanted the name"
param c string
@description('x' // ERROR BCP237 "found the end of the line, wanted ','"
param d string // ERROR BCP236 "found 'd'" // ERROR BCP236 "found 'string'" // ERROR BCP018 "found the end of the line, wanted '\)'"
