resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
  dependsOn: ['other'] // ERROR BCP034 "found an item ''other'', wanted 'module\[\] \| \(resource \| module\)"
}

resource second 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'second'
  tags: {
    first: ip.id
  }
  dependsOn: [
    ip // WARNING no-unnecessary-dependson "found 'ip' in 'dependsOn', which is depended on already"
  ]
}
