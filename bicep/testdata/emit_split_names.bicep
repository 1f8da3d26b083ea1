resource record 'Microsoft.Network/privateDnsZones/A@2024-06-01' = {
  name: 'example.org/www'
  properties: {
    ttl: 60
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: 'store/default/logs'
}

resource service 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' existing = {
  name: 'store/default'
}

resource inner 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: service
  name: 'inner'
}

output ids array = [record.id, container.id, inner.id]
output names array = [record.name, container.name, inner.name]
