// WARNING@+1 BCP179 "all items of the loop would have the same name; use 'i' in it"
resource ips 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  for i in range(0, 2): {
    name: 'ip'
  }
]

resource groups 'Microsoft.Network/networkSecurityGroups@2024-05-01' = [
  for i in range(0, 2): {
    name: 'group${i}'
  }
]

output one string = groups[0].id
output all array = groups
output name string = groups.name // ERROR BCP055 "found 'Microsoft\.Network/networkSecurityGroups@2024-05-01\[\]',"
