param a sting // ERROR BCP302 "found 'sting', which is no type"
param b strng[] // ERROR BCP302 "found 'strng', which is no type"
param c resourceInput<'Microsoft.Network/virtualNetworks@2024-05-01'>.properties.nothing // ERROR BCP053 "the type 'VirtualNetworkPropertiesFormat' has no property"

type known = {
  name: string
}

param d known.nme // ERROR BCP083 "the type '\{ name: string \}' has no property 'nme'; did you mean"

output all array = [a, b, c, d] // ERROR BCP062 "the declaration of 'a' has errors" // ERROR BCP062 "the declaration of 'c' has errors" // ERROR BCP062 "the declaration of 'd' has errors"
