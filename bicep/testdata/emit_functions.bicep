@export()
@description('Joins the parts of a name.')
func nameOf(prefix string, parts string[]) string => '${prefix}-${join(parts, '-')}'

func twice(n int) int => n * 2

func describe(
  shape {
    width: int
    height: int?
  }
) object => {
  area: shape.width * (shape.?height ?? shape.width)
  double: twice(shape.width)
}

func flag() bool => true

var name = nameOf('vm', ['a', 'b'])

output name string = name
output area object = describe({
  width: twice(4)
})
output flag bool = flag()
