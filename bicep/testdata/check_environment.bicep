output a string = environment().name
output b string = environment().suffixes.storag // ERROR BCP083 "the type 'suffixesProperties' has no property 'storag'; did you"
output c string = deployment().name
output d string = subscription().subscriptionId
output e string = tenant().nothing // ERROR BCP053 "the type 'tenant' has no property 'nothing', wanted one of"
