param people array = [
  {
    name: 'Ada'
    age: 36
  }
  {
    name: 'Alan'
    age: 41
  }
]
param limit int = 40

var names = map(people, person => person.name)
var numbered = map(people, (person, i) => '${i}: ${person.name}')
var young = filter(people, person => person.age < limit)
var sorted = sort(people, (a, b) => a.age < b.age)
var total = reduce(map(people, p => p.age), 0, (sum, age) => sum + age)
var ages = toObject(people, p => p.name, p => p.age)
var grouped = groupBy(people, p => substring(p.name, 0, 1))
var doubled = mapValues(ages, age => age * 2)
var nested = map(range(0, 2), i => map(people, p => '${p.name}${i}'))

output all array = [names, numbered, young, sorted, total, ages, grouped, doubled, nested]
