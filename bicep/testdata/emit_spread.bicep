param extra array
param more object

var list = [
  'first'
  ...extra
  'last'
]
var onlySpread = [...extra]
var twice = [...extra, ...['a', 'b']]
var merged = {
  first: 1
  ...more
  last: {
    ...more
    deep: true
  }
}
var onlySpreadObject = { ...more }

output all array = [list, onlySpread, twice, merged, onlySpreadObject]
