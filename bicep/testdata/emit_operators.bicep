param a int
param b int
param s string
param t string
param p bool
param q bool
param maybe string?

var sums = [
  a + b
  a - b
  a * b
  a / b
  a % b
  -a
  -(a + b)
  -3
]
var comparisons = [
  a < b
  a <= b
  a > b
  a >= b
  a == b
  a != b
  s =~ t
  s !~ t
]
var logic = [
  !p
  p && q
  p || q
  !(p && q) || p
  p ? s : t
  p ? a : (q ? b : 0)
]
var fallback = maybe ?? s

output all array = [sums, comparisons, logic, fallback]
