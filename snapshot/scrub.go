package snapshot

// scrub is a value for the finished snapshot: secrets without their text.
// Everything else stays as it is, shared.
func scrub(v Value) Value {
	if v == nil || !v.about().secret {
		return v
	}
	switch v := v.(type) {
	case Secret:
		return Secret{empty: v.Empty(), scrubbed: true}
	case *Array:
		return newArray(scrubAll(v.items)...)
	case *Object:
		members := make([]member, v.Len())
		for i, m := range v.members {
			members[i] = member{m.name, scrub(m.value)}
		}
		return newObject(members...)
	case *Unknown:
		n := *v
		n.known = nil
		n.Args, n.Path = scrubAll(v.Args), scrubAll(v.Path)
		return &n
	default:
		return v
	}
}

func scrubAll(list []Value) []Value {
	out := make([]Value, len(list))
	for i, v := range list {
		out[i] = scrub(v)
	}
	return out
}
