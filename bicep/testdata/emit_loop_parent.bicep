param regions array

resource networks 'Microsoft.Network/virtualNetworks@2024-05-01' = [
  for region in regions: {
    name: 'vnet-${region}'
    location: region
    properties: {
      addressSpace: {
        addressPrefixes: ['10.0.0.0/16']
      }
    }
  }
]

resource subnets 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = [
  for (region, i) in regions: {
    parent: networks[i]
    name: 'subnet-${i}'
    properties: {
      addressPrefix: '10.0.0.0/24'
    }
  }
]

resource one 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: networks[0]
  name: 'one'
}

output ids array = [for i in range(0, length(regions)): subnets[i].id]
output one string = one.id
