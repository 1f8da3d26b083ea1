resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
  id: 'mine' // WARNING BCP073 "the property 'id' can be read but not set"
  properties: {
    provisioningState: 'Succeeded' // WARNING BCP073 "the property 'provisioningState' can be read but not set"
  }
}
