var a = '${}' // ERROR BCP009 "found a string, wanted an expression"
var b = '${1 2}' // ERROR BCP064 "found '2', wanted '}'"
var c = '${[1]}' // ERROR BCP087 "without arrays and objects"
var d = '${{ e: 1 }}' // ERROR BCP087 "without arrays and objects"
