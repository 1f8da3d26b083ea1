resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlsecstore'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

var known = store.id
var endpoints = store.properties.primaryEndpoints
var blob = endpoints.blob
var wrapped = {
  url: blob
  keep: known
}
var reference = store
var plain = 'plain-${known}'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: reference.location
  tags: wrapped
  properties: {
    addressSpace: {
      addressPrefixes: [blob, plain]
    }
  }
}

output wrapped object = wrapped
output network string = network.id
