output a object = json('{"size": 3}')
output b int = json('{"size": 3}').size
output c int = json('{"size": 3}').width // ERROR BCP053 "the type 'object' has no property 'width', wanted one of 'size'"
output d object = json('{') // ERROR BCP186 "the string is not JSON: line 1: found no name, wanted one"
output e object = { nothing: json('null') } // WARNING simplify-json-null "found json\('null'\), wanted null"
