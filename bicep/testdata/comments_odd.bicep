var a = [ /* x */ 1, /* y */ 2 /* z */ ]
var b = { /* only */ }
var c = max(1, // first
  2) // second
var d = true // condition
  // then
  ? 1 // one
  // else
  : 2
var e = map([1], x => /* body */ x)
var f = [
  1
  /* dangling */ ]
type g = /* lead */ | 'a' /* mid */ | 'b'
@description('x') // behind
// below
param h string
