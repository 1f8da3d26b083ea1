resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: 'subnet' // ERROR BCP169 "found 0 '/' in the name, wanted 1, one for each part of the"
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net/subnet' // ERROR BCP169 "found 1 '/' in the name, wanted 0, one for each part of the"
}

resource child 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: vnet
  name: 'net/child' // ERROR BCP170 "found '/' in the name of a child, wanted its own name only"
}
