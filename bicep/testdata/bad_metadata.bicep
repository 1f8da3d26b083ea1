metadata // ERROR BCP266 "wanted the name of the metadata"
metadata a // ERROR BCP018 "wanted '='"
metadata b = // ERROR BCP009 "wanted an expression"
