param list string[]
param table object

output a string = list['x'] // WARNING prefer-unquoted-property-names "found 'x' in brackets, wanted '\.x'" // ERROR BCP074 "found ''x'' for the index of an array, wanted an int"
output b string = list.length // ERROR BCP055 "found 'string\[\]', wanted an object to take the property"
output c string = table[0] // ERROR BCP075 "found '0' for the index of an object, wanted a string"
output d string = table['key'] // WARNING prefer-unquoted-property-names "found 'key' in brackets, wanted '\.key'"
output e string = list[0].length // ERROR BCP055 "found 'string', wanted an object to take the property 'length'"
output f string = [1, 2][3] // ERROR BCP311 "found the index 3 in an array of 2 items"
output g int = ['a'][^1] // ERROR BCP033 "found ''a'', wanted 'int'"
