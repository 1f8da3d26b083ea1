parameter a string // ERROR BCP007 "found 'parameter', wanted a statement"
3 // ERROR BCP007 "found '3', wanted a statement"
param fine string
= // ERROR BCP007 "found '=', wanted a statement"
provider 'x' // ERROR BCP007 "found 'provider'"
