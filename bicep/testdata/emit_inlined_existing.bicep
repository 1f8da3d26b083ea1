resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
  }
}

module child 'emit_child.bicep' = {
  name: 'child'
  params: {
    name: 'x'
  }
}

resource found 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: child.outputs.text
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = {
  parent: found
  name: network.name
}

output uri string = found.properties.vaultUri
output secret string = secret.id
