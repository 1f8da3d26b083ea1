targetScope = 'subscription'

param name string

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: name
  location: deployment().location
}

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

resource assigned 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, reader.id, name)
  properties: {
    principalId: '00000000-0000-0000-0000-000000000000'
    roleDefinitionId: reader.id
  }
}

module inner 'check_module_sized.bicep' = {
  scope: group
  params: {
    size: 'large'
  }
}

module elsewhere 'check_module_sized.bicep' = {
  scope: resourceGroup('shared')
  params: {
    size: 'small'
  }
}

output sizes string[] = [inner.outputs.size, elsewhere.outputs.size]
output assigned string = assigned.id
