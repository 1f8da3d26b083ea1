resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'vnet'
  location: resourceGroup().location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
  }

  @description('The only one.')
  resource subnet 'subnets' = {
    name: 'default'
    properties: {
      addressPrefix: '10.0.0.0/24'
    }
  }

  resource old 'subnets@2023-09-01' existing = {
    name: 'old'
  }
}

output subnet string = network::subnet.id
output old string = network::old.properties.addressPrefix
