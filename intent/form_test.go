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

// TestOwnersTag checks that nobody writes the tag that says whose a resource is, in
// any case: Azure would get two of them, or the deployment another value.
func TestOwnersTag(t *testing.T) {
	for _, name := range []string{"amlsec-environment", "Amlsec-Environment"} {
		_, list := Parse("x.yaml", []byte(minimal+"tags: {"+name+": x}\n"))
		if len(list) != 1 || list[0].Code != "AML039" {
			t.Errorf("%s: %v", name, list)
		}
	}
}
