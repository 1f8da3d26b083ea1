@description('Where everything is.')
param location string = resourceGroup().location

@allowed([
  'dev'
  'prod'
])
@description('''
  What the environment is for:
    - dev is small
    - prod is not
  ''')
param stage string

@minValue(1)
@maxValue(16)
param nodes int = 3

@minLength(3)
@maxLength(24)
@metadata({
  owner: 'network'
  tier: 2
})
param prefix string

@secure()
param password string

@secure()
param settings object

param zones array = [
  '1'
  '2'
]

param tags object = {
  app: 'amlsec'
  'cost-center': '${prefix}-${nodes}'
}

param private bool = true

@sys.description('A hash of the deployment.')
param seed string = uniqueString(resourceGroup().id, utcNow('yyyy'))

output all array = [location, stage, nodes, prefix, zones, tags, private, seed]
output secretLength int = length(password)
output settingCount int = length(settings)
