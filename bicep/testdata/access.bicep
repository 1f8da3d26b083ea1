param o object
param l array

var name = 'key'
var dot = o.a.b.c
var index = o['a'][name]
var first = l[0]
var safe = o.?a.?b.c
var safeIndex = l[?0].?name
var last = l[^1]
var safeLast = l[?^2]
var sure = o.?a!.b
var call = toLower(o.a).b
