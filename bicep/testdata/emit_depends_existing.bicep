resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'subnet'
}

var subnetId = subnet.id

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
  location: resourceGroup().location
  tags: {
    subnet: subnetId
  }
}

resource waiting 'Microsoft.Network/publicIPAddresses@2024-05-01' existing = {
  name: 'waiting'
  dependsOn: [
    address
  ]
}

output prefix string = subnet.properties.addressPrefix
output waiting string = waiting.properties.ipAddress
