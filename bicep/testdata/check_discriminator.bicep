type shape = { kind: 'circle', radius: int } | { kind: 'square', side: int } // ERROR BCP293 "found '\{ kind: 'circle', radius: int \}' in a union, wanted a" // ERROR BCP293 "found '\{ kind: 'square', side: int \}' in a union, wanted a"

@discriminator('kind')
type figure = { kind: 'circle', radius: int } | { kind: 'square', side: int }

// ERROR@+1 BCP035 "found no 'radius', wanted as a property of '\{ kind: 'circle',"
param given figure = {
  kind: 'circle'
  side: 3 // WARNING BCP037 "the type '\{ kind: 'circle', radius: int \}' has no property"
}

// ERROR@+1 BCP078 "found no 'kind', wanted one of ''circle' \| 'square''"
param none figure = {
  radius: 1
}

param other figure = {
  kind: 'sqare' // ERROR BCP088 "found 'sqare' for 'kind', wanted ''circle' \| 'square''; did you"
}

param loose shape

output all array = [given, none, other, loose]
