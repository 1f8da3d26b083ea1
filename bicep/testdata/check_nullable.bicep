param name string?
param settings { inner: { size: int }? }?

output a string = name // WARNING BCP321 "found 'null \| string', which may be null, wanted 'string'"
output b int = length(name) // WARNING BCP321 "found 'null \| string', which may be null, wanted 'object \|"
output c string = name!
output d string = name ?? 'none'
output e int = settings.inner.size // WARNING BCP318 "found 'null \| \{ inner: null \| \{ size: int \} \}', which may be" // WARNING BCP318 "found 'null \| \{ size: int \}', which may be null, before an"
output f int = settings.?inner.?size ?? 0
output g string? = name
