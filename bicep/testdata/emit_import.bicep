import {
  regions
  place as location
  label
  wrapped
} from 'emit_exports.bicep'
import * as shared from 'emit_exports.bicep'

param here location
param there shared.place
param region shared.region = 'westeurope'

output label string = label(here)
output other string = shared.label(there)
output regions array = concat(regions, shared.regions, [region])
output shown string = shared.shown
output text string = wrapped.text
