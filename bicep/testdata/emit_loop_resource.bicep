param names array
param count int

@batchSize(2)
resource stores 'Microsoft.Storage/storageAccounts@2023-05-01' = [
  for (name, i) in names: {
    name: '${name}${i}'
    location: resourceGroup().location
    kind: 'StorageV2'
    sku: {
      name: i == 0 ? 'Standard_GRS' : 'Standard_LRS'
    }
  }
]

resource addresses 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  for i in range(0, count): if (i != 1) {
    name: 'ip-${i}'
    location: resourceGroup().location
    properties: {
      idleTimeoutInMinutes: length(stores[i].name)
    }
  }
]

resource last 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'last'
  location: resourceGroup().location
  dependsOn: [
    stores
    addresses[0]
  ]
}

output first string = stores[0].id
output blob string = stores[count - 1].properties.primaryEndpoints.blob
output kind string = stores[1].kind
output last string = last.id
output ids array = [for i in range(0, count): addresses[i].id]
