// WARNING@+1 BCP081 "the resource type"
resource wrongVersion 'Microsoft.Network/virtualNetworks@1999-01-01' = {
  name: 'net'
}

// WARNING@+1 BCP081 "the resource type 'Microsoft\.Network/virtualNetwork@2024-05-01'"
resource wrongType 'Microsoft.Network/virtualNetwork@2024-05-01' = {
  name: 'net'
}
