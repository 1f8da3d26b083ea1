package types

import "strconv"

// SecurePaths returns the paths within t that hold secure values, such as
// `.keys[*].value`; the empty path is t itself. Types that contain themselves
// are followed once.
func SecurePaths(t Type) []string {
	w := secureWalk{open: map[Type]bool{}}
	w.walk(t, "")
	return w.paths
}

// IsSecure reports whether t itself, or a member of the union that it is,
// is secure.
func IsSecure(t Type) bool {
	for _, m := range MembersOf(t) {
		if FlagsOf(m).Has(Secure) {
			return true
		}
	}
	return false
}

type secureWalk struct {
	open  map[Type]bool
	paths []string
}

func (w *secureWalk) walk(t Type, path string) {
	if w.open[t] {
		return
	}
	w.open[t] = true
	defer delete(w.open, t)
	if FlagsOf(t).Has(Secure) {
		w.paths = append(w.paths, path)
	}
	switch t := t.(type) {
	case *Union:
		for _, m := range t.Members {
			w.walk(m, path)
		}
	case *Object:
		if a := t.Additional(); a != nil {
			w.walk(a.Type, path+".*")
		}
		for _, p := range t.Properties() {
			w.walk(p.Type, path+"."+p.Name)
		}
	case *Tuple:
		for i, it := range t.Items {
			w.walk(it, path+"["+strconv.Itoa(i)+"]")
		}
	case *Array:
		w.walk(t.Item, path+"[*]")
	}
}
