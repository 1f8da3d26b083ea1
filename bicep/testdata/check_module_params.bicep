module m 'check_module_limits.bicep' = {
  // ERROR@+1 BCP035 "found no 'count', wanted as a property of 'params'"
  params: {
    name: 'x'
    cuont: 3 // ERROR BCP037 "the type 'params' has no property 'cuont', wanted one of 'count'"
    low: 'one' // ERROR BCP036 "found ''one'' for 'low', wanted 'int'"
  }
}

module none 'check_module_limits.bicep' = {} // ERROR BCP035 "found no 'params', wanted as a property of 'module'"

output wrong string = m.outputs.everything // ERROR BCP053 "the type 'outputs' has no property 'everything', wanted one of"
output all array = m.outputs.all
output name string = none.nme // ERROR BCP083 "the type 'module' has no property 'nme'; did you mean 'name'\?"
