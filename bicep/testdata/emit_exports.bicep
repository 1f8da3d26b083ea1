@export()
@description('The regions we use.')
var regions = ['westeurope', 'northeurope']

@export()
var limits {
  small: int
  large: int
} = {
  small: 1
  large: 10
}

@export()
var numbered = [for (region, i) in regions: '${i}-${region}']

@export()
var content = loadTextContent('emit_text.txt')

@export()
var wrapped = {
  text: loadTextContent('emit_text.txt')
}

var hidden = 'hidden'

@export()
var shown = '${hidden}!'

@export()
type region = 'westeurope' | 'northeurope'

@export()
type place = {
  region: region
  label: hiddenType
}

type hiddenType = string

@export()
func label(place place) string => '${upper(place.region)}: ${place.label}'

func upper(text string) string => toUpper(text)
