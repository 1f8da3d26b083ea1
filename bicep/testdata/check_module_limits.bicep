@minLength(1)
@maxLength(24)
param name string

@maxValue(5)
param count int

@maxValue(5)
param low int

output all array = [name, count, low]
