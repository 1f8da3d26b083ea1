param wanted bool

resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = if (wanted) {
  name: 'ip'
}

module m 'check_module_sized.bicep' = if (wanted) {
  params: {
    size: 'small'
  }
}

output id string = ip.id
output sku string = ip.sku.name // WARNING BCP318 "found 'Microsoft\.Network/publicIPAddresses \| null', which may"
output guarded string = wanted ? ip.sku.name : '' // WARNING BCP318 "found 'Microsoft\.Network/publicIPAddresses \| null', which may"
output safe string = ip.?sku.name ?? ''
output module string = m.outputs.size // WARNING BCP318 "found 'module \| null', which may be null, before an access"
output ensured string = m!.outputs.size
