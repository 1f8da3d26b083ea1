resource hubVnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'hub'
  location: resourceGroup().location
}

resource hubroutes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'routes'
  location: resourceGroup().location
}

resource Alpha 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'alpha'
  location: resourceGroup().location
}

resource a_1 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'a-1'
  location: resourceGroup().location
}

resource a1 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'a1'
  location: resourceGroup().location
}

resource last 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'last'
  location: resourceGroup().location
  tags: {
    all: '${hubroutes.id}${hubVnet.id}${a1.id}${a_1.id}${Alpha.id}'
  }
}

output id string = last.id
