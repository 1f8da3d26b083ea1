param key string

var empty = {}
var inline = { a: 1, b: { c: 2 } }
var broken = {
  a: 1
  'b-c': 2
  '${key}': 3
  d: {}
}
var spaced = {
  a: 1

  b: 2
}
