param count int

output a string = count // ERROR BCP033 "found 'int', wanted 'string'"
output b int = 'x' // ERROR BCP033 "found ''x'', wanted 'int'"
output c object = [] // ERROR BCP033 "found '<empty array>', wanted 'object'"
output d array = count > 1 ? ['a'] : ['b']
output e { name: string } = { name: count } // ERROR BCP036 "found 'int' for 'name', wanted 'string'"
