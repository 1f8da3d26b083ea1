@allowed(['small', 'large'])
param size string = 'smal' // ERROR BCP033 "found ''smal'', wanted ''large' \| 'small''"

param kind 'web' | 'worker'

module m 'check_module_sized.bicep' = {
  params: {
    size: 'middle' // ERROR BCP036 "found ''middle'' for 'size', wanted ''large' \| 'small''"
  }
}

var wrong = kind == 'wbe' ? size : m.outputs.size

output wrong string = wrong
