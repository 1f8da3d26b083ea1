param name string
var object = { theFirstPropertyHasALongName: 'and a long value', theSecondPropertyHasALongName: 'and a long value', c: 3 }
var array = ['a long text to fill the line', 'a long text to fill the line', 'a long text to fill the line', 'a long text']
var call = format('{0}{1}{2}', 'a long text to fill the line', 'a long text to fill the line', 'a long text to fill the line')
var pick = length(name) > 10 ? 'a long text to fill the line, and more than that' : 'a long text to fill the line, and more than that'
var mapped = map(range(0, 10), index => format('{0}{1}{2}', 'a long text to fill the line', 'a long text to fill the line', index))
var looped = [for index in range(0, 10): format('{0}{1}{2}', 'a long text to fill the line', 'a long text to fill the line', index)]
func longOne(first string, second string, third string, fourth string) string => '${first}-${second}-${third}-${fourth}-and-more'
func tooMany(firstParameter string, secondParameter string, thirdParameter string, fourthParameter string, fifth string) string => 'x'
var sum = 1111111111111111111 + 2222222222222222222 + 3333333333333333333 + 4444444444444444444 + 5555555555555555555
