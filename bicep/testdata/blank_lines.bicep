param a string
param b string



var c = a


// a comment

var d = {

  a: 1


  b: 2

}
@description('x')

@secure()

param e string


