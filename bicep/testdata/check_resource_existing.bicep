resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'net'
  location: 'westeurope' // ERROR BCP173 "found the property 'location' in an existing resource, which"
}

// ERROR@+1 BCP035 "found no 'name', wanted as a property of"
resource unnamed 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  scope: resourceGroup('other')
}

output where string = vnet.location
output other string = unnamed.id
