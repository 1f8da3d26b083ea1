resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' existing = {
  name: 'ws'
}

var names = {
  resource: workspace.name
  output: 'a'
  param: 'b'
  type: workspace.type
  if: 1
  for: 2
  in: 3
  module: 4
}
var read = names.resource
var for = [for for in [names.for]: for]
