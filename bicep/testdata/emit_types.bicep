@export()
@description('How a node is made.')
type node = {
  @minLength(1)
  name: string

  @description('How many.')
  @minValue(1)
  count: int?

  size: 'small' | 'large'
  tags: {
    *: string
  }
  children: node[]?
}

@sealed()
type closed = {
  only: bool
}

type sizes = ('small' | 'large')[]
type one = 'one'
type mixed = 1 | 3 | 2
type nullableUnion = 'b' | 'a' | null
type widened = one | 'two' | nullableUnion
type pair = [
  string
  @description('How far.')
  int
]
type matrix = int[][]
type anything = {
  value: any
  rest: object
  list: array
}
type secretHolder = {
  @secure()
  key: string
}

param input node
param more nullableUnion
param inline {
  a: string
  b: bool?
} = {
  a: 'x'
}
param tuple pair = ['x', 1]
param literal 'only' = 'only'
param negative -1 | 1 = 1
param flags bool[] = [true]
param optional string?
param sizesParam sizes = ['small']
param others [closed, mixed, matrix, anything, secretHolder, widened]

output result node = input
output size node.size = input.size
output list array = [more, inline, tuple, literal, negative, flags, optional, sizesParam, length(others)]
