param thing any // WARNING no-explicit-any "found the type 'any', wanted one that says more"

var forced = any(thing).whatever

output a string = forced
output b int = any('x')
