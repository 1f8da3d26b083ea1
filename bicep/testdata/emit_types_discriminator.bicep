type cat = {
  kind: 'cat'
  lives: int
}

type dog = {
  kind: 'dog'
  tricks: string[]
}

@discriminator('kind')
type pet =
  | cat
  | dog
  | {
    kind: 'fish'
    water: 'salt' | 'sweet'
  }

@discriminator('kind')
type animal =
  | pet
  | {
    kind: 'cow'
  }

@discriminator('kind')
param favourite (cat | dog)?
param others animal[] = []

output favourite object? = favourite
output others animal[] = others
