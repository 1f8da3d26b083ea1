param name string
param size int = 3
param on bool = true
param tags object = {}
param zones array = []
param label string = '${name}-${size}'
