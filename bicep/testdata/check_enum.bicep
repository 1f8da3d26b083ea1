// Most values that a provider lists are only examples, and others are taken.
param protocol string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'vault'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standrad' // WARNING BCP088 "found ''standrad'' for 'name', wanted ''premium' \| 'standard'';"
    }
    createMode: 'later' // WARNING BCP036 "found ''later'' for 'createMode', wanted ''default' \| 'recover'"
  }
}

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'group'
  properties: {
    securityRules: [
      {
        name: 'a'
        properties: {
          access: 'Alow'
          direction: 'inbound'
          priority: 100
          protocol: protocol
        }
      }
      {
        name: 'b'
        properties: {
          access: 'Allow'
          direction: 'Sideways'
          priority: 100
          protocol: '*'
        }
      }
    ]
  }
}
