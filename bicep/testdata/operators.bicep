param a int
param b int
param s string
param t string

var sums = a + b - 1
var products = a * b / 2 % 3
var compare = a < b || a > b || a <= b || a >= b
var same = a == b && a != 3
var fold = s =~ t || s !~ t
var not = !(a == b)
var minus = -a
var both = !empty(s) && -a < 3
var otherwise = s ?? t ?? 'x'
var chain = a > 1 ? b > 1 ? 'both' : 'a' : 'none'
