@secure()
param key string
param plain string

output all array = [empty(key), plain] // WARNING outputs-should-not-contain-secrets "the output 'all' holds the secure value 'key', and anyone who"
