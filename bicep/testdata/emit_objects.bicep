param key string

var keys = {
  plain: 1
  'with-dash': 2
  '${key}': 3
  '${key}-suffix': {
    deep: true
  }
  copy: 'not a loop'
  '[bracketed]': 4
  '1starts': 5
}
var dashed = keys['with-dash']
var computed = keys[key]
var deep = keys['${key}-suffix'].deep
var merged = union(keys, {
  '${key}': 'again'
  copy: 'inside'
})

output all array = [dashed, computed, deep, merged]
