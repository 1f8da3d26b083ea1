param deploy bool

resource a 'Microsoft.KeyVault/vaults@2023-07-01' existing =
if (deploy) {
  name: 'a'
}
resource b 'Microsoft.KeyVault/vaults@2023-07-01' existing =

  // why
  if (deploy) {
    name: 'b'
  }
