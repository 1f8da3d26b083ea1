type sku = resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.sku

param storeSku sku
param rules resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties.networkAcls.ipRules[*][] = []
param tags resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.tags?

output endpoints resourceOutput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties.primaryEndpoints = {}
output all array = [storeSku, rules, tags]
