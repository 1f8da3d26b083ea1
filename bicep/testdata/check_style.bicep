param name string
param when string = utcNow()

var table = {
  'quoted': 1 // WARNING prefer-unquoted-property-names "found quotes around the name 'quoted', which needs none"
  'not an identifier': 2
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: 'westeurope'
  tags: {
    endpoint: 'https://management.azure.com/' // WARNING no-hardcoded-env-urls "found the host 'management\.azure\.com', which differs from cloud"
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: '${vnet.name}/subnet' // WARNING use-parent-property "the name of 'subnet' repeats that of 'vnet', wanted 'parent:"
}

resource fresh 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip-${when}' // WARNING use-stable-resource-identifiers "the name of 'fresh' is made with 'utcNow', so that each"
}

output id string = resourceId('Microsoft.Network/virtualNetworks', name)
output size int = table['quoted'] // WARNING prefer-unquoted-property-names "found 'quoted' in brackets, wanted '\.quoted'"
output other int = table['not an identifier']
