param name string

var text = 'plain'
var empty = ''
var number = 42
var negative = -7
var large = 2147483648
var yes = true
var nothing = null
var list = [
  1
  'two'
  false
  null
]
var nested = {
  inner: {
    deeper: [
      {
        value: name
      }
    ]
  }
  none: {}
  nobody: []
}
var computed = '${name}-${number}'
var used = nested.inner.deeper[0].value
var inExpression = concat(list, [number, large, negative, yes, nothing])

output all array = [text, empty, computed, used, inExpression]
