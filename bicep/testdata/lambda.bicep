var numbers = [1, 2, 3]
var doubled = map(numbers, n => n * 2)
var indexed = map(numbers, (n, i) => n + i)
var none = map(numbers, () => 1)
var filtered = filter(numbers, n => n > 1 && n < 3)
var objects = map(numbers, n => {
  value: n
})
var total = reduce(numbers, 0, (sum, n) => sum + n)
var byKey = toObject(numbers, n => 'key${n}', n => {
  value: n
})
var arrays = map(numbers, n => [
  n
])
