resource a 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: b.name // ERROR BCP080 "the declaration of 'b' is part of a cycle: b -> a"
}

resource b 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: a.name // ERROR BCP080 "the declaration of 'a' is part of a cycle: a -> b"
}
