param principal string

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'amlsecstore'
}

resource vaults 'Microsoft.KeyVault/vaults@2023-07-01' existing = [
  for i in range(0, 2): {
    name: 'vault-${i}'
  }
]

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(store.id, principal)
  scope: store
  properties: {
    principalId: principal
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'acdd72a7-3385-48ef-bd42-f606fba81ae7'
    )
  }
}

resource secretReaders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for i in range(0, 2): {
    name: guid(vaults[i].id, principal)
    scope: vaults[i]
    properties: {
      principalId: principal
      roleDefinitionId: reader.properties.roleDefinitionId
    }
  }
]

resource onGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principal)
  properties: {
    principalId: principal
    roleDefinitionId: reader.properties.roleDefinitionId
  }
}

output ids array = [reader.id, onGroup.id, secretReaders[1].id]
