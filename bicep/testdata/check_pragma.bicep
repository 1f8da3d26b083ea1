#disable-next-line no-unused-params
param unused string

#disable-diagnostics no-unused-vars
var also = 'x'
#restore-diagnostics no-unused-vars
var reported = 'x' // WARNING no-unused-vars "the variable 'reported' is never used"

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  properties: {
    #disable-next-line BCP037
    nothingLikeIt: true
  }
  #disable-next-line BCP036
  location: 3
}
