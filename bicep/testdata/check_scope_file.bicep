targetScope = 'subscription'

// ERROR@+1 BCP135 "found the scope 'subscription', wanted 'resourceGroup'"
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'group'
  location: deployment().location
}

// ERROR@+1 BCP035 "found no 'scope', wanted as a property of 'module'" // ERROR@+1 BCP134 "found the scope 'subscription', wanted 'resourceGroup'"
module m 'check_module_sized.bicep' = {
  params: {
    size: 'small'
  }
}

module good 'check_module_sized.bicep' = {
  scope: group
  params: {
    size: 'small'
  }
}

output where string = resourceGroup().location // ERROR BCP071 "found 0 arguments for 'resourceGroup', wanted 1 to 2"
