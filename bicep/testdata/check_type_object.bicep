@sealed()
type sealed = {
  name: string
  size: int?
}

type open = {
  name: string
  *: int
}

param a sealed = {
  name: 'a'
  colour: 'red' // ERROR BCP037 "the type '\{ name: string, size: int \| null \}' has no property"
}
param b open = {
  name: 'a'
  extra: 1
  wrong: 'one' // ERROR BCP036 "found ''one'' for 'wrong', wanted 'int'"
}
param c { name: string } = {} // ERROR BCP035 "found no 'name', wanted as a property of '\{ name: string \}'"

output all array = [a, b, c]
