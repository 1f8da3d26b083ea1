param deploy bool
param useNew bool

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = if (deploy) {
  name: 'amlsecstore'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

resource old 'Microsoft.Storage/storageAccounts@2023-05-01' existing = if (!useNew) {
  name: 'amlsecold'
}

output id string = deploy ? store.id : ''
output safeId string? = store.?id
output safeBlob string? = store.?properties.primaryEndpoints.blob
output oldKind string? = old.?kind
output never bool = useNew && deploy
