@secure()
param password string

module m 'check_module_secret.bicep' = {
  params: {
    key: password
    plain: password
  }
}

module literal 'check_module_secret.bicep' = {
  params: {
    key: 'in plain sight'
    plain: 'plain'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
}

module fetched 'check_module_secret.bicep' = {
  params: {
    key: vault.getSecret('key')
    plain: vault.getSecret('plain') // ERROR BCP180 "found 'getSecret', which may only be given to a secure"
  }
}

output secret string = vault.getSecret('key') // ERROR BCP180 "found 'getSecret', which may only be given to a secure"
