param name string

output a string = name.first // ERROR BCP055 "found 'string', wanted an object to take the property 'first' of"
output b string = 'x'.length // ERROR BCP055 "found ''x'', wanted an object to take the property 'length' of"
output c int = (true).x // ERROR BCP055 "found 'true', wanted an object to take the property 'x' of"
output d string = null // ERROR BCP033 "found 'null', wanted 'string'"
