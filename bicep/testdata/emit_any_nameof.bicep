param value object

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'amlsecstore'
}

var loose = any(value)
var looseNumber = any(5)
var names = [
  nameof(value)
  nameof(store)
  nameof(store.properties.primaryEndpoints)
  nameof(value['inner'])
]
var qualified = sys.toUpper(az.resourceGroup().name)

output all array = [loose, looseNumber, names, qualified]
output loose object = any(value)
