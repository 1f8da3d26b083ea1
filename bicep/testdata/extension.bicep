extension microsoftGraphV1
extension kubernetes with {
  namespace: 'default'
  kubeConfig: ''
} as k8s
extension 'br:example.azurecr.io/extensions/thing:1.0' with {
  endpoint: 'https://example.org'
}
