using 'check_module_limits.bicep' // ERROR BCP258 "found no values for 'low'"

param name = 3 // ERROR BCP033 "found '3', wanted 'string'"
param count = 9 // ERROR BCP327 "found a value of 9 or more, wanted at most 5"
param cuont = 2 // ERROR BCP259 "found the parameter 'cuont', which '.*check_module_limits\.bicep' does not have"
