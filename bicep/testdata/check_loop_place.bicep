param names array

var nested = {
  list: [for n in names: n] // ERROR BCP138 "found a loop, wanted it as the value of a resource, module,"
}

output a array = [for n in names: [for m in names: m]] // ERROR BCP138 "found a loop, wanted it as the value of a resource, module,"
output b array = concat([for n in names: n], names) // ERROR BCP138 "found a loop, wanted it as the value of a resource, module,"
output c object = nested
