param names string[]

resource groups 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [
  for name in names: {
    name: name
    location: resourceGroup().location
  }
]

resource indexed 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [
  for (name, i) in names: if (i > 0) {
    name: '${name}-${i}'
    location: resourceGroup().location
  }
]

output ids array = [for (name, i) in names: groups[i].id]
output last string = indexed[length(names) - 1].id
