@export()
type size = 'small' | 'large'

@export()
func double(n int) int => n * 2

@export()
var limit = 3
