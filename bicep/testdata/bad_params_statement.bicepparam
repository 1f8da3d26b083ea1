using 'main.bicep'
resource a 'b' = {} // ERROR BCP337 "found 'resource', wanted using"
param a string = 1 // ERROR BCP018 "found 'string', wanted '='" // ERROR BCP009 "found the end of the line"
output x = 3 // ERROR BCP337 "found 'output'"
