resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'

  resource subnet 'subnets' = {
    name: 'subnet'
    properties: {
      addressPrefix: 3 // WARNING BCP036 "found '3' for 'addressPrefix', wanted 'null \| string'"
    }
  }

  // WARNING@+1 BCP081 "the resource type"
  resource nothing 'nothings' = {
    name: 'nothing'
  }
}

output id string = vnet::subnet.id
output none string = vnet::none.id // ERROR BCP159 "the resource 'vnet' has no nested resource 'none'"
