// ERROR@+1 BCP029 "found the type 'Microsoft\.Network/virtualNetworks', wanted"
resource noVersion 'Microsoft.Network/virtualNetworks' = {
  name: 'net'
}

// ERROR@+1 BCP029 "found the type 'virtualNetworks@2024-05-01', wanted"
resource noProvider 'virtualNetworks@2024-05-01' = {
  name: 'net'
}
