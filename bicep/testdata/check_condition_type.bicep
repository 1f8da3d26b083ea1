// ERROR@+1 BCP046 "found ''yes'', wanted 'bool'"
resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = if ('yes') {
  name: 'ip'
}
