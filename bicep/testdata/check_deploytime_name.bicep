resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
}

var address = ip.properties.ipAddress

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: ip.properties.ipAddress // ERROR BCP120 "found 'ip\.properties' for the property 'name', which is known"
}

resource other 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'other-${address}' // ERROR BCP120 "found 'ip\.properties' through 'address' for the property"
  tags: {
    address: address // ERROR BCP120 "found 'ip\.properties' through 'address' for the property"
  }
}
