param who string

var quoted = 'it\'s \'quoted\''
var escapes = 'a\\b\ttab\nline\r\u{41}'
var dollar = 'cost: \${amount} and $5'
var braces = '{ "a": "${who}" } {{'
var bracketed = '[not an expression]'
var halfBracketed = '[half'
var bracketedHole = '[${who}]'
var only = '${who}'
var lines = '''
first ${who} stays
  'second'
third'''
var holes = $'''
Dear ${who},
price: $1'''
var unicode = 'ä€𐐷'

output all array = [
  quoted
  escapes
  dollar
  braces
  bracketed
  halfBracketed
  bracketedHole
  only
  lines
  holes
  unicode
]
