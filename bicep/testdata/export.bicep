@export()
var limits = {
  nodes: 4
}

@export()
type size = 'small' | 'large'

@export()
func label(n int) string => 'n${n}'
