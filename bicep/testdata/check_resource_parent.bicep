resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'group'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: group // ERROR BCP036 "found 'Microsoft\.Network/networkSecurityGroups@2024-05-01' for"
  name: 'subnet'
}
