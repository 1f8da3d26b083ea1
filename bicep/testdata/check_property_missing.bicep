// ERROR@+1 BCP035 "found no 'name', wanted as a property of"
resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  location: 'westeurope'
}

// WARNING@+1 BCP035 "found no 'kind', wanted as a property of"
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'account'
  location: 'westeurope'
  sku: {} // WARNING BCP035 "found no 'name', wanted as a property of 'Sku'"
}

resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  name: 'group/rule'
  // WARNING@+1 BCP035 "found no 'priority', wanted as a property of"
  properties: {
    access: 'Allow'
    direction: 'Inbound'
    protocol: 'Tcp'
  }
}
