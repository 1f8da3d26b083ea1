type account = {
  @minLength(3)
  name: string
  tags: { *: string }?
  rules: rule[]
}

@discriminator('kind')
type rule = { kind: 'allow', ports: int[] } | { kind: 'deny', reason: string? }

func label(a account) string => '${a.name}-${length(a.rules)}'

param accounts account[] = [
  {
    name: 'first'
    rules: [
      { kind: 'allow', ports: [80, 443] }
      { kind: 'deny' }
    ]
  }
]

var kinds = map(accounts[0].rules, r => r.kind)
var ports = flatten(map(filter(accounts[0].rules, r => r.kind == 'allow'), r => r.?ports ?? []))
var total = reduce(ports, 0, (sum, p) => sum + p)
var byName = toObject(accounts, a => a.name, a => a.?tags ?? {})

output labels string[] = map(accounts, a => label(a))
output kinds array = kinds
output total int = total
output names string[] = objectKeys(byName)
output pairs array = [for pair in items(byName): { key: pair.key, value: pair.value }]
