resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
}

resource ips 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  // ERROR@+1 BCP178 "found 'vnet\.properties' in the array of a loop, which is known"
  for s in vnet.properties.subnets: {
    name: 'ip-${s.name}'
  }
]

var states = [for s in vnet.properties.subnets: s.name] // ERROR BCP178 "found 'vnet\.properties' in the array of a loop, which is known"

output ids array = [for i in range(0, 2): ips[i].id]
output states array = states
