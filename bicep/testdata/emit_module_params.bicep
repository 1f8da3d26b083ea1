param items array
param useFirst bool

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
  scope: resourceGroup('rg-shared')
}

module plain 'emit_child.bicep' = {
  name: 'plain'
  params: {
    name: useFirst ? 'first' : items[0]
    settings: {
      list: items
    }
  }
}

module secret 'emit_child_secure.bicep' = {
  name: 'secret'
  params: {
    password: vault.getSecret('password')
  }
}

module versioned 'emit_child_secure.bicep' = {
  name: 'versioned'
  params: {
    password: useFirst ? vault.getSecret('password', 'v1') : vault.getSecret('other')
  }
}

module looped 'emit_child_list.bicep' = {
  name: 'looped'
  params: {
    list: [for (item, i) in items: '${item}-${i}']
    objects: [
      for item in items: {
        value: item
      }
    ]
  }
}

output text string = plain.outputs.text
output plainSecret string = secret.outputs.plain
output length int = looped.outputs.length
output versionedName string = versioned.name
