resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv-shared'
}

resource remote 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  scope: resourceGroup('rg-shared')
  name: 'kv-remote'
}

output uri string = vault.properties.vaultUri
output id string = remote.id
