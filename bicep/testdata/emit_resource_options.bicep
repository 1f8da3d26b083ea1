@onlyIfNotExists()
@description('Made once.')
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlsecstore'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

@retryOn(['ScopeLocked'], 3)
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
}

output ids array = [store.id, network.id]
