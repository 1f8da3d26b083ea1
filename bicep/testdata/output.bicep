output text string = 'a'
output number int = 1
output list array = [1]
output map object = {
  key: 'value'
}
output maybe string? = null
