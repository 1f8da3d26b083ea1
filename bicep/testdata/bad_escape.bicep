var a = 'C:\path' // ERROR BCP006 "found '.p', wanted one of"
var b = '\u{110000}' // ERROR BCP133 "found '.u.110000.'"
var c = '\u41' // ERROR BCP133 "found '.u', wanted"
var d = '\u{' // ERROR BCP133 "found '.u.', wanted"
