param names string[]

var lengths = map(names, name => length(name))

output a int[] = lengths
output b string[] = map(names, n => toUpper(n))
output c array = filter(names, n => n) // ERROR BCP070 "found 'string => string', wanted '\(any\[, int\]\) => bool'"
output d array = map(names, 'x') // ERROR BCP070 "found ''x'', wanted '\(any\[, int\]\) => any'"
output e array = sort(names, x => x) // ERROR BCP070 "found 'string => string', wanted '\(any, any\) => bool'"
output f int = reduce(names, 0, (sum, n) => sum + length(n))
output g object = toObject(names, n => n)
output h object = toObject(names, n => length(n)) // ERROR BCP070 "found 'string => int', wanted 'any => string'"
