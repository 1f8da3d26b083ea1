type size = 'small' | 'large'
type pairs = {
  @description('The first.')
  first: string
  @minValue(1)
  @maxValue(9)
  second: int?
  'third-one': size
  *: bool
}
type row = [string, int, pairs?]
type first = row[0]
type item = names[*]
type names = string[]
type rest = pairs.*
type inner = pairs.second
type sure = inner!
type negative = -1
type off = !true
