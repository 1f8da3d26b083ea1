param location string

@description('Holds the logs.')
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlsecstore'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  tags: {
    app: 'amlsec'
  }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip-${store.name}'
  location: store.location
  zones: [
    '1'
  ]
  properties: {
    publicIPAllocationMethod: 'Static'
    dnsSettings: {
      domainNameLabel: store.properties.primaryEndpoints.blob
    }
  }
}

output id string = store.id
output type string = store.type
output version string = store.apiVersion
output endpoints object = store.properties.primaryEndpoints
output whole object = store
output fqdn string = address.properties.dnsSettings.fqdn
