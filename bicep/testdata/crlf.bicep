param a string


var b = {
  c: 1
}
var d = '''
x
'''
