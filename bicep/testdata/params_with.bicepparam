using 'main.bicep' with {
  mode: 'stack'
}
