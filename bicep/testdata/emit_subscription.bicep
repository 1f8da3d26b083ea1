targetScope = 'subscription'

param name string = 'rg-amlsec'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: name
  location: deployment().location
}

resource groups 'Microsoft.Resources/resourceGroups@2024-03-01' = [
  for i in range(0, 2): {
    name: '${name}-${i}'
    location: deployment().location
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id)
  properties: {
    principalId: subscription().tenantId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'acdd72a7-3385-48ef-bd42-f606fba81ae7'
    )
  }
}

module child 'emit_child.bicep' = {
  name: 'child'
  scope: group
  params: {
    name: group.name
  }
}

module children 'emit_child.bicep' = [
  for i in range(0, 2): {
    name: 'child-${i}'
    scope: groups[i]
    params: {
      name: groups[i].id
    }
  }
]

module again 'emit_child_subscription.bicep' = {
  name: 'again'
  params: {
    name: child.outputs.text
  }
}

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'amlsecstore'
  scope: group
}

output ids array = [group.id, groups[1].id, assignment.id, store.id, again.outputs.id]
output texts array = [for i in range(0, 2): children[i].outputs.text]
