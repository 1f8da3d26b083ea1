@discriminator('kind')
param figure { kind: 'circle', radius: int } | { kind: 'square', side: int }

output kind string = figure.kind
output nothing int = figure.depth
