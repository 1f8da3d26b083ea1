param location string

@description('Greets.')
module child 'emit_child.bicep' = {
  name: 'child-${location}'
  params: {
    name: location
    settings: {
      deep: [location]
    }
  }
}

module second 'emit_child.bicep' = {
  name: 'second'
  params: {
    name: child.outputs.text
  }
  dependsOn: [
    child
  ]
}

output text string = second.outputs.text
output name string = second.name
output whole object = child.outputs
