param name string

var one = $'''
Hello ${name}
Bye
'''
var two = $$'''
{ "a": "${kept}", "b": "$${name}" }
'''
var three = $'''$${name} ${toUpper('x')}'''
