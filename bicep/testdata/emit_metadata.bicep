metadata name = 'A template'
metadata description = 'It shows what metadata become.'
metadata details = {
  owner: 'amlsec'
  tags: ['a', 'b']
}

param x string = ''

@description('Echoes.')
@metadata({
  unit: 'none'
})
output y string = x
