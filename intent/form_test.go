package intent

import "testing"

// Every form of the language and of resource names compiles: nothing else
// would notice before a user writes the field.
func TestForms(t *testing.T) {
	var check func(f *field)
	check = func(f *field) {
		if f == nil {
			return
		}
		if f.pattern != nil {
			f.pattern.compiled()
		}
		for i := range f.fields {
			check(&f.fields[i])
		}
		check(f.item)
		check(f.name)
	}
	check(model())
	for _, n := range nameForms {
		n.form.compiled()
	}
}
