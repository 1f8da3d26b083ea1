resource first 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip' // ERROR BCP121 "the resources 'first', 'second' have one type, name and scope"
}

resource second 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip' // ERROR BCP121 "the resources 'first', 'second' have one type, name and scope"
}
