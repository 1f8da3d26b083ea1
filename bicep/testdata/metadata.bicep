metadata name = 'workspace'
metadata owner = {
  team: 'platform'
  pages: [1, 2]
}
