param tags object
var a = union(tags, {
  a: 1
})
var b = map(range(0, 3), i => {
  index: i
})
var c = union(tags,
{
  a: 1
},
{
  b: 2
})
var d = union(tags, {
  a: 1
} // why
)
var e = concat([1], [
  2
])
