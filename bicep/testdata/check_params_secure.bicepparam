using 'check_module_secret.bicep'

param key = readEnvironmentVariable('KEY')
var copied = 'x${key}'
param plain = copied // WARNING secure-params-in-parameters-file "the parameter 'plain' is not secure, and is given 'key'"
