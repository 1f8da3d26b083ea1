var empty = []
var inline = [1, 2, 3]
var broken = [
  1
  2
]
var nested = [[1, 2], [], [
  {
    a: 1
  }
]]
var objects = [
  {
    a: 1
  }
  {
    a: 2
  }
]
