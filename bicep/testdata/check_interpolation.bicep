param name string
param table object

output a string = '${name}' // WARNING simplify-interpolation "found a string that holds but one other string, wanted that"
output b string = 'x${table}'
output c string = concat('x', name) // WARNING prefer-interpolation "found 'concat' of strings, wanted an interpolated string"
output d object = {
  '${name}': 1
}
