param a { name: string? }
param names string[]?

output first string = contains(a, 'name') ? a.name : 'none' // WARNING BCP321 "found 'null \| string', which may be null, wanted 'string'" // WARNING use-safe-access "found a check that a property is there, wanted '\.\?' and '\?\?'" // WARNING use-safe-access "found an access to what may be missing, wanted '\.\?' or '\[\?…\]'"
output second string[] = names == null ? [] : names // WARNING BCP321 "found 'null \| string\[\]', which may be null, wanted 'string\[\]'"
