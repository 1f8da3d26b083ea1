output a object = { a: 'x', ...{ b: 1 } }
output b string = uri('https://a', 'b')
output c string = dateTimeAdd('2020-01-01', 1) // ERROR BCP070 "found '1', wanted 'string'"
output d int = dateTimeToEpoch('2020-01-01')
output e string = cidrSubnet('10.0.0.0/16', 24, 0)
output f object = parseCidr('10.0.0.0/16')
output g string = parseCidr('10.0.0.0/16').gateway // ERROR BCP053 "the type 'parseCidr' has no property 'gateway', wanted one of"
