param name string

assert short = length(name) < 25
assert starts = startsWith(name, 'st') || contains(name, 'x')
