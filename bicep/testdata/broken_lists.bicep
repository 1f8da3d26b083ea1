var a = [1, 2
]
var b = {a: 1
}
var c = [
  1, 2, 3
]
var d = { a: 1, b: {
  c: 2
} }
var e = [{
  a: 1
}, {
  b: 2
}]
var f = [

]
var g = {
}
var h = max(
  1,
  2
)
