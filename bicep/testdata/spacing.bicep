param   a    string='x'
var b={a:1,b:2}
var c=[1,2]
var d=a=='x'?1:2
resource e 'Microsoft.Storage/storageAccounts@2023-05-01'existing={
name:a
}
output   f string=   e . name
var g = -  1
var h = toLower( a )
	var i = [ for x in c :x ]
func j( a int,b int )int=>a+b
