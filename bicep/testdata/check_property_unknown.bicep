// The root of a resource is strict, what is nested in it is the provider's.
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  locaton: 'westeurope' // ERROR BCP089 "the type 'Microsoft\.Network/virtualNetworks' has no property"
  properties: {
    // WARNING@+1 BCP089 "the type 'VirtualNetworkPropertiesFormat' has no property"
    adressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
    subnets: [
      {
        name: 'a'
        properties: {
          addressPrefix: '10.0.0.0/24'
          nothingLikeIt: true // WARNING BCP037 "the type 'SubnetPropertiesFormat' has no property"
        }
      }
    ]
  }
}
