param location string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'subnet'
  properties: {
    addressPrefix: '10.0.0.0/24'
  }
}

resource slashed 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: '${network.name}/slashed'
  properties: {
    addressPrefix: '10.0.1.0/24'
  }
  dependsOn: [
    subnet
  ]
}

output names array = [subnet.name, slashed.name]
output ids array = [subnet.id, slashed.id]
