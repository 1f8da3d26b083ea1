@secure()
param password string

@secure()
output secret string = password

output plain string = 'x'
