param pair [string, int] = ['a', 'b'] // ERROR BCP034 "found an item ''b'', wanted 'int'"
param short [string, int] = ['a'] // ERROR BCP333 "found a length of 1 or less, wanted at least 2"
param long [string, int] = ['a', 1, 2] // ERROR BCP332 "found a length of 3 or more, wanted at most 2"

output first string = pair[0]
output third string = pair[2] // ERROR BCP311 "found the index 2 in an array of 2 items"
output rest array = [short, long]
