using 'check_module_limits.bicep'

var short = 'net'

param name = '${short}-work'
param count = length(short)
param low = 1
