output a string = loadTextContent('check_module_types.bicep')
output b string = loadTextContent('check_module_nowhere.bicep') // ERROR BCP091 "reading '.*check_module_nowhere\.bicep'"
output c string = loadTextContent(deployment().name) // ERROR BCP032 "found a path that is not known while compiling, wanted a"
