var settings = {
  size: 1 // ERROR BCP025 "the property 'size' is given more than once"
  'size': 2 // ERROR BCP025 "the property 'size' is given more than once" // WARNING prefer-unquoted-property-names "found quotes around the name 'size', which needs none"
  Size: 3
}

output settings object = settings // ERROR BCP062 "the declaration of 'settings' has errors"
