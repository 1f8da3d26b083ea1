var base = {
  name: 'a'
}

var list = [1, 2]

output a object = {
  ...base
  size: 1
}
output b object = { ...list } // ERROR BCP402 "found '\[1, 2\]' after '\.\.\.', wanted an object"
output c array = [
  ...list
  3
]
output d array = [...base] // ERROR BCP402 "found 'object' after '\.\.\.', wanted an array"
