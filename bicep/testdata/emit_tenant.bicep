targetScope = 'tenant'

param groupName string

resource group 'Microsoft.Management/managementGroups@2023-04-01' = {
  name: groupName
  properties: {
    displayName: 'A group'
  }
}

module inGroup 'emit_child_group.bicep' = {
  name: 'in-group'
  scope: group
}

output id string = group.id
output inGroup string = inGroup.outputs.id
