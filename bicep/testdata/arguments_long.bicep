param prefix string

var broken = format(
  '{0}-{1}-{2}-{3}',
  'the first argument of this call is long',
  'the second argument of this call is long',
  prefix
)
var hugging = union({ a: 1 }, {
  b: 2
})
var hugged = union({
  a: 1
})
var objectFirst = union(
  {
    a: 1
  },
  { b: 2 }
)
