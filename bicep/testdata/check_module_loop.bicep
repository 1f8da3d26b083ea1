module m 'check_module_sized.bicep' = [
  for i in range(0, 2): {
    params: {
      size: i // ERROR BCP036 "found 'int' for 'size', wanted ''large' \| 'small''"
    }
  }
]

output first string = m[0].outputs.size
output all string[] = [for i in range(0, 2): m[i].outputs.size]
output wrong string = m.outputs.size // ERROR BCP055 "found 'module\[\]', wanted an object to take the property"
