using 'main.bicep'

var prefix = 'st'

param name = '${prefix}account'
param tags = {
  team: 'ml'
}
param key = readEnvironmentVariable('KEY')
