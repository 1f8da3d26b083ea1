param list array
param objects array

output length int = length(list) + length(objects)
