import * as other from 'check_metadata.bicep' // ERROR BCP104 "has errors" // WARNING no-unused-imports "'other' is never used"

// ERROR@+1 BCP104 "has errors"
module m 'check_metadata.bicep' = {
  params: {
    name: 'x'
  }
}
