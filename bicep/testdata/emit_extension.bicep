@secure()
param config string

extension kubernetes with {
  namespace: 'default'
  kubeConfig: config
} as k8s

var app = 'front'

@description('Runs the front end.')
resource deployment 'apps/Deployment@v1' = {
  metadata: {
    name: app
  }
  spec: {
    replicas: 2
  }
}

resource service 'core/Service@v1' = {
  metadata: {
    name: deployment.metadata.name
  }
}

output ip string = service.spec.clusterIP
