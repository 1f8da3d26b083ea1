resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: 'vm'
  location: 'westeurope'
  properties: {
    osProfile: {
      adminUsername: 'operator' // WARNING adminusername-should-not-be-literal "found the name 'operator' of an administrator, wanted a"
      adminPassword: 'secret' // WARNING use-secure-value-for-secure-inputs "found a plain value for 'adminPassword', which is secret,"
    }
    storageProfile: {
      imageReference: {
        publisher: 'canonical'
        offer: 'ubuntu-preview' // WARNING use-stable-vm-image "found a preview for 'offer' of an image, wanted a released one"
        sku: 'server'
        version: 'latest'
      }
    }
  }
}
