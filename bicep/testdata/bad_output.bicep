output // ERROR BCP016 "wanted the name of the output"
output a // ERROR BCP279 "wanted a type"
output b string // ERROR BCP018 "found the end of the line, wanted '='"
output c string = // ERROR BCP009 "wanted an expression"
