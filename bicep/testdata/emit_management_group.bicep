targetScope = 'managementGroup'

param groupName string

module same 'emit_child_group.bicep' = {
  name: 'same'
  scope: managementGroup()
}

module other 'emit_child_group.bicep' = {
  name: 'other'
  scope: managementGroup(groupName)
}

module sub 'emit_child_subscription.bicep' = {
  name: 'sub'
  scope: subscription('00000000-0000-0000-0000-000000000001')
  params: {
    name: 'rg'
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id)
  properties: {
    principalId: tenant().tenantId
    roleDefinitionId: tenantResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'acdd72a7-3385-48ef-bd42-f606fba81ae7'
    )
  }
}

output ids array = [assignment.id, same.outputs.id, other.outputs.id, sub.outputs.id]
