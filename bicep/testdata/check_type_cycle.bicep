// ERROR@+1 BCP298 "the type 'node' contains itself, without an end"
type node = {
  next: node
}

type list = {
  next: list?
}

type alias = alias // ERROR BCP298 "the type 'alias' is defined by itself"

param a node // ERROR BCP062 "the declaration of 'node' has errors"
param b list
param c alias // ERROR BCP062 "the declaration of 'alias' has errors"

output all array = [a, b, c] // ERROR BCP062 "the declaration of 'a' has errors" // ERROR BCP062 "the declaration of 'c' has errors"
