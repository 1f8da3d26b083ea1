param settings resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties
param rules resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties.networkAcls.ipRules[*]
type endpoint = resourceOutput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties.primaryEndpoints
type plain = sys.string
