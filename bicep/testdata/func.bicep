func double(n int) int => n * 2
func greet(name string, polite bool) string => polite ? 'Good morning, ${name}' : 'Hi ${name}'
func none() object => {}
func pair(a string, b string) object => {
  a: a
  b: b
}

@export()
@description('The name of an account.')
func accountName(prefix string) string => take('st${prefix}${uniqueString(prefix)}', 24)

output four int = double(2)
