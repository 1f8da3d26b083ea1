targetScope // ERROR BCP018 "wanted '='" // ERROR BCP009 "wanted an expression"
targetScope 'x' // ERROR BCP018 "found a string, wanted '='" // ERROR BCP009 "wanted an expression"
