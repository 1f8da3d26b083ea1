resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'net'
}

param id string = vnet.id // ERROR BCP072 "found 'vnet' in the default of a parameter, which may refer to"
param now string = utcNow()

var later = utcNow() // ERROR BCP065 "the function 'utcNow' may be called only in the default of a"

output all array = [id, now, later] // ERROR BCP062 "the declaration of 'later' has errors"
