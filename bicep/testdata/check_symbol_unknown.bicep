param address string

output a string = adress // ERROR BCP057 "the name 'adress' is not declared; did you mean 'address'\?"
output b string = sys.concatt('a', 'b') // ERROR BCP108 "the namespace 'sys' has no function 'concatt'; did you mean"
output c string = resourceGrp().location // ERROR BCP082 "the name 'resourceGrp' is not declared; did you mean"
output d string = address
