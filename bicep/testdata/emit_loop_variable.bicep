param items array

var objects = [
  for (item, i) in items: {
    name: item
    index: i
  }
]
var texts = [for item in items: 'fixed']
var numbers = [for i in range(0, 3): i]
var lists = [for item in items: [item, 'x']]
var flags = [for item in items: true]
var expressions = [for item in items: toUpper(item)]
var literal = [for letter in ['a', 'b']: letter]

output names array = [for (item, i) in items: '${item}-${i}']
output objects array = [
  for o in objects: {
    name: o.name
  }
]
output picked array = [texts, numbers, lists, flags, expressions, literal[0]]
