param settings {
  network: {
    name: string
    subnets: string[]?
  }?
}
param list array
param i int

var name = settings.?network.name
var subnet = settings.?network.?subnets[0]
var firstOrNull = list[?0]
var nested = list[?i].value.deep
var asserted = settings.network!.name
var fromEnd = list[^1]
var fromEndSafe = list[?^2]
var fallback = settings.?network.?name ?? 'none'
var anyway = any(settings.?network).name

output all array = [name, subnet, firstOrNull, nested, asserted, fromEnd, fromEndSafe, fallback, anyway]
