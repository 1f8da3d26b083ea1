@secure()
param password string = 'hunter2' // WARNING secure-parameter-default "the secure parameter 'password' has a default that anyone can"

param adminPassword string // WARNING secure-secrets-in-params "the parameter 'adminPassword' may hold a secret, and is not"

@secure()
param fresh string = newGuid()

output leak string = password // WARNING outputs-should-not-contain-secrets "the output 'leak' holds the secure value 'password', and anyone"
output length int = length(fresh) // WARNING outputs-should-not-contain-secrets "the output 'length' holds the secure value 'fresh', and anyone"
output other bool = empty(adminPassword)
