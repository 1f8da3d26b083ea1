param names array
param count int

module children 'emit_child.bicep' = [
  for (name, i) in names: if (i < count) {
    name: 'child-${i}'
    params: {
      name: name
    }
  }
]

@batchSize(1)
module numbered 'emit_child.bicep' = [
  for i in range(0, count): {
    name: 'numbered-${i}'
    params: {
      name: children[i].outputs.text
      settings: {
        items: [name(i)]
      }
    }
  }
]

func name(i int) string => 'item-${i}'

output first string = children[0].outputs.text
output all array = [for i in range(0, count): numbered[i].outputs.text]
