module network 'network.bicep' = {
  name: 'network'
  params: {
    prefix: '10.0.0.0/16'
  }
}

module nameless './network.bicep' = {}

module registry 'br:example.azurecr.io/bicep/network:1.2.3' = if (true) {
  scope: resourceGroup('rg')
  params: {}
}

module public 'br/public:avm/res/network/virtual-network:0.1.0' = {
  name: 'public'
}

module spec 'ts:00000000-0000-0000-0000-000000000000/rg/spec:v1' = {
  name: 'spec'
}

module many 'network.bicep' = [
  for i in range(0, 3): {
    name: 'network${i}'
  }
]

output id string = network.outputs.id
output ids array = [for i in range(0, 3): many[i].outputs.id]
