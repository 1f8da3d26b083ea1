param a string
param b string

var one = '${a}'
var two = '${a}-${b}'
var edges = '${a}${b}'
var nested = 'x${'y${'z${a}'}'}'
var calls = '${toLower('${a}${b}')}/${length(a) > 0 ? 'some' : 'none'}'
var keyed = {
  '${a}-key': b
}
var spaced = '${  a  }'
