import { size, missing } from 'check_module_types.bicep' // ERROR BCP360 "found 'missing', which '.*check_module_types\.bicep' does not export"
import * as shared from 'check_module_types.bicep'

param a size = 'huge' // ERROR BCP033 "found ''huge'', wanted ''large' \| 'small''"
param b shared.size = 'small'
param c shared.nothing // ERROR BCP052 "the file '.*check_module_types\.bicep' exports no 'nothing'"

output all array = [a, b, c, shared.double(2), shared.limit] // ERROR BCP062 "the declaration of 'c' has errors"
