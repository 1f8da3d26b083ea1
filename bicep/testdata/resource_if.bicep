param deploy bool

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = if (deploy) {
  name: 'stconditional'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (deploy && true) {
  name: 'kv'
}

output id string = deploy ? account.id : ''
output uri string = vault!.properties.vaultUri
