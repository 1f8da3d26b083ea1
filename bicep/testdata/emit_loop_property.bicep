param prefixes array

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
  properties: {
    addressSpace: {
      addressPrefixes: [for prefix in prefixes: prefix.value]
    }
    subnets: [
      for (prefix, i) in prefixes: {
        name: 'subnet-${i}'
        properties: {
          addressPrefix: prefix.value
        }
      }
    ]
    enableDdosProtection: false
  }
}

resource networks 'Microsoft.Network/virtualNetworks@2024-05-01' = [
  for n in range(0, 2): {
    name: 'vnet-${n}'
    location: resourceGroup().location
    properties: {
      addressSpace: {
        addressPrefixes: ['10.${n}.0.0/16']
      }
      subnets: [
        for (prefix, i) in prefixes: {
          name: 'subnet-${n}-${i}'
        }
      ]
    }
  }
]

output id string = network.id
output last string = networks[1].id
