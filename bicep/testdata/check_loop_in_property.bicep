param prefixes string[]

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  properties: {
    addressSpace: {
      addressPrefixes: prefixes
    }
    subnets: [
      for (prefix, i) in prefixes: {
        name: 'subnet${i}'
        properties: {
          addressPrefix: prefix
          privateEndpointNetworkPolicies: i // WARNING BCP036 "found 'int' for 'privateEndpointNetworkPolicies', wanted 'null"
        }
      }
    ]
  }
}
