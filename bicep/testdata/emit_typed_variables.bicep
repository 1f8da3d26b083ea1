var name string = 'x'
var sizes int[] = [1, 2]
var either 'a' | 'b' = 'a'

output all array = [name, sizes, either]
