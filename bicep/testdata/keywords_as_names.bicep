param param string
param type string
var var = param
var resource = type
var module = var
var output = resource
var existing = output
var metadata = module
var import = metadata
var func = import
var if = func
var in = if
output output string = '${existing}${in}'
