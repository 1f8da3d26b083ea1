var text = 'a'
var number = 12
var large = 9223372036854775807
var yes = true
var none = null
var object = { a: 1, 'b c': 2 }
var array = [1, 'two', [3]]
