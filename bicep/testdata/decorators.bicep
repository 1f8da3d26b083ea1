@description('The name of the account.')
@minLength(3)
@maxLength(24)
param name string

@sys.secure()
@metadata({
  source: 'vault'
})
param key string

@allowed([
  'eastus'
  'westeurope'
])
param region string = 'eastus'

@batchSize(1)
resource disks 'Microsoft.Compute/disks@2023-04-02' = [
  for i in range(0, 2): {
    name: 'disk${i}'
    location: region
    properties: {
      creationData: {
        createOption: 'Empty'
      }
      diskSizeGB: 32
    }
  }
]

@secure()
output secret string = key
