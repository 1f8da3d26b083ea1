type range = [
  @minValue(0)
  int

  @minValue(1)
  int
]
