param names array

resource stores 'Microsoft.Storage/storageAccounts@2023-05-01' = [
  for name in names: {
    name: name
    location: resourceGroup().location
    kind: 'StorageV2'
    sku: {
      name: 'Standard_LRS'
    }
  }
]

output blobs array = map(stores, store => store.properties.primaryEndpoints.blob)
output states object = toObject(stores, s => s.name, s => s.properties)
