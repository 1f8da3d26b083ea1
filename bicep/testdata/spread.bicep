param extra object
param more array

var merged = {
  a: 1
  ...extra
  b: 2
}
var joined = [
  'first'
  ...more
]
var only = { ...extra, c: 3 }
