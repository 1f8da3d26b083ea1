resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'st'

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: account::blobs
  name: 'data'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: container
  name: 'keep'
  dependsOn: [account]
  properties: {
    level: 'CanNotDelete'
  }
}
