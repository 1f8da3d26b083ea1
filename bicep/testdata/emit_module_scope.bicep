param groupName string

module other 'emit_child.bicep' = {
  name: 'other'
  scope: resourceGroup(groupName)
  params: {
    name: 'other'
  }
}

module abroad 'emit_child.bicep' = {
  name: 'abroad'
  scope: resourceGroup('00000000-0000-0000-0000-000000000001', groupName)
  params: {
    name: 'abroad'
  }
}

module above 'emit_child_subscription.bicep' = {
  name: 'above'
  scope: subscription()
  params: {
    name: groupName
  }
}

output texts array = [other.outputs.text, abroad.outputs.text, above.outputs.id]
