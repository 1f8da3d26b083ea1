var zero = 0
var max = 18446744073709551615
var negative = -1
var yes = true
var no = false
var nothing = null
var empty = ''
var quote = 'it\'s'
