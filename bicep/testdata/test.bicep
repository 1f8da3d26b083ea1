test defaults 'main.bicep' = {
  params: {
    name: 'st'
  }
}
