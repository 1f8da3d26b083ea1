module template 'emit_template.json' = {
  name: 'template'
  params: {
    size: 3
  }
}

output sum int = template.outputs.sum
