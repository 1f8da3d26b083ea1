param names string[]

var plain = [for name in names: toUpper(name)]
var objects = [
  for name in names: {
    name: name
  }
]
var indexed = [for (name, i) in names: '${i}-${name}']
var nested = [for name in names: [name, 'x']]
var filtered = [for name in filter(names, n => n != 'a'): name]
var property = {
  list: [for i in range(0, 2): i]
}
