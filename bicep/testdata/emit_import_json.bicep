import {
  size
  double
  palette
} from 'emit_template.json'
import * as template from 'emit_template.json'

param box size
param other template.box

output twice int = double(box.width)
output all array = [palette, other, template.double(2)]
