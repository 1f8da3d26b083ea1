param deploy bool

module child 'emit_child.bicep' = if (deploy) {
  name: 'child'
  params: {
    name: 'x'
  }
}

module secure 'emit_child_secure.bicep' = {
  name: 'secure'
  params: {
    password: child.?outputs.text ?? ''
  }
}

module consumer 'emit_child_secure.bicep' = {
  name: 'consumer'
  params: {
    password: secure.outputs.secret
  }
}

output maybe string? = child.?outputs.text
output maybeMissing string? = child.?outputs.?text
output plain string = secure.outputs.plain
output name string = consumer.name
