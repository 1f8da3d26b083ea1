resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  scope: subscription() // ERROR BCP037 "the type 'Microsoft\.Network/virtualNetworks' has no property" // ERROR BCP135 "found the scope 'subscription', wanted 'resourceGroup'"
  name: 'net'
}

resource lock 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid('x')
  properties: {
    principalId: 'p'
    roleDefinitionId: 'r'
  }
}

module m 'check_module_sized.bicep' = {
  scope: subscription() // ERROR BCP134 "found the scope 'subscription', wanted 'resourceGroup'"
  params: {
    size: 'small'
  }
}

module text 'check_module_sized.bicep' = {
  scope: 'group' // ERROR BCP036 "found ''group'' for 'scope', wanted 'resourceGroup'"
  params: {
    size: 'small'
  }
}

output id string = lock.id
