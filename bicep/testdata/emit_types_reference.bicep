type shape = {
  origin: [int, int]
  corners: {
    x: int
    y: int
  }[]
  labels: {
    *: {
      text: string
    }
  }
  nested: inner
}

type inner = {
  'odd name': string
  deep: {
    value: bool
  }
}

param origin shape.origin = [0, 0]
param first shape.origin[0] = 0
param corner shape.corners[*] = {
  x: 1
  y: 2
}
param x shape.corners[*].x = 3
param label shape.labels.* = {
  text: 'a'
}
param deep shape.nested.deep.value = true
param odd inner['odd name'] = 'odd'
param maybe shape.nested?

output all array = [origin, first, corner, x, label, deep, odd, maybe]
