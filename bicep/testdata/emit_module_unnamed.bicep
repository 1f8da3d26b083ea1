module child 'emit_child.bicep' = {
  params: {
    name: 'x'
  }
}

module children 'emit_child.bicep' = [
  for i in range(0, 2): {
    params: {
      name: 'x${i}'
    }
  }
]

module aVeryLongSymbolicNameThatDoesNotFitIntoTheNameOfADeployment 'emit_child.bicep' = {
  params: {
    name: child.outputs.text
  }
}

output texts array = [for i in range(0, 2): children[i].outputs.text]
output name string = child.name
