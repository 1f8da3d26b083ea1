type size = 'small' | 'large' | 3 // ERROR BCP294 "found a union of 'int \| string', wanted literals of one kind"
type mixed = 'a' | int // ERROR BCP294 "found a union of 'int \| string', wanted literals of one kind"
type negative = -1 | -2
type optional = string?
type list = (string | null)[] // ERROR BCP293 "found 'string' in a union, wanted a literal"

param a size
param b mixed
param c negative = -2
param d optional
param e list

output all array = [a, b, c, d, e]
