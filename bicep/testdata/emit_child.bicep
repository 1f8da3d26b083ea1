@description('What to greet.')
param name string

param settings object = {}

var greeting = 'hello ${name}'

output text string = greeting
output settings object = settings
output list array = [name]
