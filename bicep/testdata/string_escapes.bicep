var escapes = 'tab\t line\n return\r backslash\\ quote\' dollar\$'
var brace = '\${not a hole} $ {neither} $$'
var runes = '\u{41}\u{1F600}\u{10ffff}'
var unicode = 'naïve café – 日本語 😀'
