// Everything a network needs, as it should be written.
@description('Where to deploy.')
param location string = resourceGroup().location

@minLength(1)
param prefixes string[]

@secure()
param token string

type tier = 'small' | 'large'

param size tier = 'small'

var zones = size == 'large' ? ['1', '2', '3'] : []
var names = [for (p, i) in prefixes: 'subnet-${i}-${replace(p, '/', '-')}']

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'group'
  location: location
  properties: {
    securityRules: [
      {
        name: 'deny'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: prefixes
    }
  }

  @batchSize(1)
  resource subnets 'subnets' = [
    for (name, i) in names: {
      name: name
      properties: {
        addressPrefix: cidrSubnet(prefixes[i], 24, 0)
        networkSecurityGroup: {
          id: group.id
        }
      }
    }
  ]
}

resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = if (size == 'large') {
  name: 'ip'
  location: location
  zones: zones
  sku: {
    name: 'Standard'
  }
}

module shared 'check_module_secret.bicep' = {
  params: {
    key: token
    plain: vnet.properties.addressSpace.addressPrefixes[0]
  }
}

output subnets string[] = [for i in range(0, length(names)): vnet::subnets[i].id]
output address string? = ip.?properties.ipAddress
output all array = shared.outputs.all
