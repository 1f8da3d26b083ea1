#disable-next-line no-unused-params
param unused string

#disable-diagnostics no-unused-vars BCP081
var a = 1
#restore-diagnostics no-unused-vars

resource thing 'Microsoft.Unknown/things@2024-01-01' = {
  name: 'x'
  properties: {
    #disable-next-line BCP037 // not in the types
    extra: true
  }
}
