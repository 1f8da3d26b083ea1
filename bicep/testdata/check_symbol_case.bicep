param name string

output lower string = name // ERROR BCP353 "the name 'lower' differs from another one only in upper and"
output Lower string = name // ERROR BCP353 "the name 'Lower' differs from another one only in upper and"
