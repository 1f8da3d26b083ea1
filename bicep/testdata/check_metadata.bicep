param name string

metadata author = 'us' // ERROR BCP145 "the name 'author' is declared more than once"
metadata dynamic = name // ERROR BCP032 "found a value that is not known while compiling, wanted a"
metadata author = 'them' // ERROR BCP145 "the name 'author' is declared more than once"
