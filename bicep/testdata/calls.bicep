var none = utcNow
var empty = resourceGroup()
var one = toLower('A')
var many = format('{0}-{1}', 1, 2)
var nested = union({ a: 1 }, { b: max(1, 2) })
var qualified = az.resourceGroup().location
var any1 = sys.any(null)
