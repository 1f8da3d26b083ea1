import { size, double } from 'check_module_types.bicep' // WARNING no-unused-imports "the import 'size' is never used" // WARNING no-unused-imports "the import 'double' is never used"

param used string
param unused string // WARNING no-unused-params "the parameter 'unused' is never used"

var also = 'x'
var chain = also // WARNING no-unused-vars "the variable 'chain' is never used"

type nothing = string // WARNING no-unused-types "the type 'nothing' is never used"

// WARNING@+1 no-unused-existing-resources "the existing resource 'vnet' is never used"
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: used
}
