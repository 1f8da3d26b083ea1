var a = b // ERROR BCP080 "the declaration of 'b' is part of a cycle: b -> c -> a"
var b = c // ERROR BCP080 "the declaration of 'c' is part of a cycle: c -> a -> b"
var c = a // ERROR BCP080 "the declaration of 'a' is part of a cycle: a -> b -> c"
var d = d // ERROR BCP079 "the declaration of 'd' refers to itself"

output all array = [a, b, c, d] // ERROR BCP062 "the declaration of 'a' has errors" // ERROR BCP062 "the declaration of 'b' has errors" // ERROR BCP062 "the declaration of 'c' has errors" // ERROR BCP062 "the declaration of 'd' has errors"
