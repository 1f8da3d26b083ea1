param vaultName string

resource here 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource elsewhere 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
  scope: resourceGroup('rg-shared')
}

resource abroad 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
  scope: resourceGroup('00000000-0000-0000-0000-000000000001', 'rg-shared')
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  name: 'vnet/subnet'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: 'rg-shared'
  scope: subscription()
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: here
  name: 'subnet'
  properties: {
    value: subnet.id
    contentType: subnet.properties.addressPrefix
  }
}

output ids array = [here.id, elsewhere.id, abroad.id, subnet.id, group.id, secret.id]
output uri string = abroad.properties.vaultUri
