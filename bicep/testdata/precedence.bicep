param a int
param b int

var one = a + b * 2 - 1 % 2
var two = (a + b) * 2
var three = a + b > 2 && a < b == true || false
var four = a < b ? a + 1 : b ?? 2
