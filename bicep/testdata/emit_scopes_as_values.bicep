var group = resourceGroup('other')
var here = resourceGroup()
var sub = subscription()

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'amlsecstore'
  scope: resourceGroup('other')
}

output location string = here.location
output id string = sub.id
output store string = store.id
output group object = group
