output tooFew string = replace('a', 'b') // ERROR BCP071 "found 2 arguments for 'replace', wanted 3"
output tooMany string = toLower('a', 'b') // ERROR BCP071 "found 2 arguments for 'toLower', wanted 1"
output wrong string = toUpper(1) // ERROR BCP070 "found '1', wanted 'string'"
output overloads int = length(1) // ERROR BCP048 "found an argument '1' for 'length', wanted one of 'array',"
output good string = join(['a', 'b'], ',')
output notCalled string = toLower // ERROR BCP063 "found 'toLower', wanted a parameter, variable, resource or"
