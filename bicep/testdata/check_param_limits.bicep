@minLength(3)
param short string = 'ab' // ERROR BCP333 "found a length of 2 or less, wanted at least 3"

@maxLength(2)
param long string = 'abc' // ERROR BCP332 "found a length of 3 or more, wanted at most 2"

@minValue(1)
@maxValue(9)
param low int = 0 // ERROR BCP328 "found a value of 0 or less, wanted at least 1"

@minValue(9) // ERROR BCP331 "found 'minValue' 9 above 'maxValue' 1"
@maxValue(1)
param none int

@minLength(1)
param nothing array = [] // ERROR BCP333 "found a length of 0 or less, wanted at least 1"

output all array = [short, long, low, none, nothing] // ERROR BCP062 "the declaration of 'none' has errors"
