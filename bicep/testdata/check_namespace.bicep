output a string = az.resourceGroup().location
output b string = sys.toLower('A')
output c string = az.toLower('A') // ERROR BCP107 "the namespace 'az' has no function 'toLower'"
output d object = az // ERROR BCP033 "found 'az', wanted 'object'"
