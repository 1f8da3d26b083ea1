using 'main.bicep'
extends 'shared.bicepparam'

import { limits } from 'shared.bicep'

type local = string

extensionConfig k8s with {
  namespace: 'default'
}

param nodes = limits.nodes
