@secure()
param secret string

@secure() // ERROR BCP124 "found the decorator 'secure' on 'int', wanted 'object \| string'"
param number int

@minLength(1) // ERROR BCP124 "found the decorator 'minLength' on 'bool', wanted 'array \|"
param flag bool

@description('text') // ERROR BCP166 "found the decorator 'description' more than once"
@description('again') // ERROR BCP166 "found the decorator 'description' more than once"
param twice string

@unknown() // ERROR BCP057 "the name 'unknown' is not declared"
param other string

@export() // ERROR BCP125 "found the decorator 'export' on a parameter, where it means"
param exported string

@batchSize(0) // ERROR BCP154 "found a batch of 0, wanted 1 or more"
resource ips 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  for i in range(0, 2): {
    name: 'ip${i}'
  }
]

@batchSize(1) // ERROR BCP155 "found the decorator 'batchSize' on what is no loop"
resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
}

output all array = [empty(secret), number, flag, twice, other, exported] // WARNING outputs-should-not-contain-secrets "the output 'all' holds the secure value 'secret', and anyone" // WARNING outputs-should-not-contain-secrets "the output 'all' holds the secure value 'number', and anyone"
