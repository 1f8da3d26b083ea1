param // ERROR BCP013 "found the end of the line, wanted the name of the parameter"
param a // ERROR BCP279 "found the end of the line, wanted a type"
param 3 string // ERROR BCP013 "found '3', wanted the name"
param b string = // ERROR BCP009 "found the end of the line, wanted an expression"
param c string 3 // ERROR BCP008 "found '3', wanted '=' and the default value, or a new line"
param d string = 3 4 // ERROR BCP019 "found '4', wanted a new line"
param fine int
