param count int
param table object

output a array = [for i in count: i] // ERROR BCP137 "found 'int', wanted an array to loop over"
output b array = [for i in table: i] // ERROR BCP137 "found 'object', wanted an array to loop over"
output c array = [for pair in items(table): pair.key]
