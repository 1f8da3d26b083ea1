param location string
param open bool

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlsecstore'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }

  resource blobs 'blobServices' = if (open) {
    name: 'default'

    resource container 'containers' = if (!empty(location)) {
      name: 'logs'
      properties: {
        publicAccess: 'None'
        metadata: {
          store: store.name
          service: blobs.name
        }
      }
    }
  }

  resource files 'fileServices@2023-04-01' existing = {
    name: 'default'
  }
}

resource other 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: store::blobs
  name: 'other'
}

output container string = store::blobs::container.id
output files string = store::files.properties.provisioningState
output other string = other.name
