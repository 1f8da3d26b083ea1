resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 42 // ERROR BCP036 "found '42' for 'name', wanted 'string'"
  location: true // WARNING BCP036 "found 'true' for 'location', wanted 'null \| string'"
  properties: {
    enableDdosProtection: 'yes' // WARNING BCP036 "found ''yes'' for 'enableDdosProtection', wanted 'bool \| null'"
    flowTimeoutInMinutes: '4' // WARNING BCP036 "found ''4'' for 'flowTimeoutInMinutes', wanted 'int \| null'"
    addressSpace: [] // WARNING BCP036 "found '<empty array>' for 'addressSpace', wanted 'AddressSpace"
    subnets: {} // WARNING BCP036 "found 'object' for 'subnets', wanted 'Subnet\[\] \| null'"
  }
}
