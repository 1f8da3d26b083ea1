param sku 'Basic' | 'Standard'
param level 1 | 2 | -3
param mixed ('a' | 'b')[]
param maybe string?
param list int[]
param deep string[][]?
param shape {
  width: int
  height: int?
  *: string
}
param pair [string, int]
param flag true
param nothing null
