@minLength(1)
@maxLength(90)
param name string

@maxValue(5)
param count int

@minValue(6)
param more int

module m 'check_module_limits.bicep' = {
  params: {
    name: name // WARNING BCP335 "found a length that may be 90, wanted at most 24"
    count: more // ERROR BCP327 "found a value of 6 or more, wanted at most 5"
    low: count
  }
}
