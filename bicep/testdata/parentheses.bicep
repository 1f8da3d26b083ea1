param a int

var one = (a)
var two = ((a + 1) * (a - 1))
var object = ({ b: a }).b
var lambda = map([1], (n) => (n))
