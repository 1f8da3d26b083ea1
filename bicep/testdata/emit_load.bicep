var text = loadTextContent('emit_text.txt')
var encoded = loadFileAsBase64('emit_text.txt')
var data = loadJsonContent('emit_data.json')
var part = loadJsonContent('emit_data.json', '$.list[1].name')
var used = toUpper(loadTextContent('emit_text.txt'))
var nested = {
  text: loadTextContent('emit_text.txt')
  file: loadFileAsBase64('emit_text.txt')
}

func inside() string => loadTextContent('emit_text.txt')

output all array = [text, encoded, data, part, used, nested, inside(), loadTextContent('emit_text.txt')]
