resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlsecstore'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: this.exists() ? 'Standard_LRS' : 'Standard_GRS'
  }
  tags: this.existingResource().?tags ?? {}
}

output id string = store.id
