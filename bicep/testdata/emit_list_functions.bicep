resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'amlsecstore'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: 'logs'
  scope: resourceGroup('rg-logs')
}

resource settings 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: resourceGroup().location
  tags: {
    key: store.listKeys().keys[0].value
    sas: store.listAccountSas('2023-05-01', {
      signedServices: 'b'
    }).accountSasToken
    shared: workspace.listKeys().primarySharedKey
    old: listKeys(store.id, store.apiVersion).keys[0].value
    state: reference(store.id, '2023-05-01', 'Full').location
  }
}

output id string = settings.id
