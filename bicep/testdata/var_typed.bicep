var count int = 3
var names string[] = ['a', 'b']
var point { x: int, y: int } = { x: 1, y: 2 }
