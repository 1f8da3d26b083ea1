resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
}

// ERROR@+1 BCP177 "found 'ip\.properties' in a condition, which is known only while"
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = if (ip.properties.ipAddress != '') {
  name: 'group'
}
