resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'account'
}

resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: account.listKeys().keys[0].keyName // ERROR BCP120 "found the result of 'listKeys' for the property 'name', which"
}
