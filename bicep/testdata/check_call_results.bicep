param names string[]

output a int = length(names)
output b string = string(length(names))
output c int = first(names) // ERROR BCP033 "found 'null \| string', wanted 'int'"
output d string = first(names) // WARNING BCP321 "found 'null \| string', which may be null, wanted 'string'"
output e string = split('a,b', ',') // ERROR BCP033 "found '\['a', 'b'\]', wanted 'string'"
output f array = range(0, 'a') // ERROR BCP070 "found ''a'', wanted 'int'"
output g bool = contains(names, 1)
output h object = union({ a: 1 }, [1]) // ERROR BCP070 "found '\[1\]', wanted 'object'"
output i string = format('{0}', 1)
output j string = guid(1) // ERROR BCP070 "found '1', wanted 'string'"
