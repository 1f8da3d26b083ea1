package types

// Assignable reports whether a value of type src may stand where dst is
// wanted. As in Bicep the answer is shallow: any array fits any array and any
// object any object, because their items and properties are compared one by
// one, each with a message of its own.
func Assignable(src, dst Type) bool {
	if unassignable(src) || unassignable(dst) {
		return false
	}
	if src == (Any{}) || dst == (Any{}) || src == (Never{}) {
		return true
	}
	if ok, known := assignableRef(src, dst); known {
		return ok
	}
	if u, ok := src.(*Union); ok {
		return all(u.Members, func(m Type) bool { return Assignable(m, dst) })
	}
	if u, ok := dst.(*Union); ok {
		return !all(u.Members, func(m Type) bool { return !Assignable(src, m) })
	}
	return assignableSingle(src, dst)
}

// unassignable types never match: errors were reported already, and names of
// types and namespaces are no values.
func unassignable(t Type) bool {
	switch t.(type) {
	case Error, *Meta, *Namespace:
		return true
	}
	return false
}

// assignableRef decides about resources, modules and scopes. Whether a scope
// is a valid one is left to the checker, which can explain it.
func assignableRef(src, dst Type) (ok, known bool) {
	_, isScope := ScopeOf(src)
	if want, ok := dst.(ScopeRef); ok && want.OrCollection {
		item, isArray := ItemOf(src)
		if isArray {
			_, isScope = ScopeOf(item)
		}
		return isScope, true
	}
	if _, ok := ScopeOf(dst); ok && isScope {
		return true, true
	}
	switch s := src.(type) {
	case *ResourceType:
		if p, ok := dst.(ParentRef); ok {
			return s.Ref.IsParentOf(p.Child), true
		}
		return Assignable(s.Body, dst), true
	case *Module:
		return Assignable(s.Body, dst), true
	}
	return false, false
}

// assignableSingle decides where neither side is a union. A literal wants its
// equal; only a loose type of its kind may stand in for it.
func assignableSingle(src, dst Type) bool {
	switch d := dst.(type) {
	case Null:
		return src == dst
	case Bool:
		return isBool(src)
	case Int:
		return isInt(src)
	case String:
		return isString(src)
	case BoolLit:
		s, literal := src.(BoolLit)
		return literal && s.Value == d.Value || isLoose[Bool](src)
	case IntLit:
		s, literal := src.(IntLit)
		return literal && s.Value == d.Value || isLoose[Int](src)
	case StringLit:
		s, literal := src.(StringLit)
		return literal && s.Value == d.Value || isLoose[String](src)
	case *Array, *Tuple:
		return isArray(src)
	case *Object, *Discriminated:
		return isObject(src)
	case *Lambda:
		s, ok := src.(*Lambda)
		return ok && assignableLambda(s, d)
	}
	return false
}

func isLoose[T Bool | Int | String](t Type) bool {
	_, ok := t.(T)
	return ok && FlagsOf(t).Has(Loose)
}

// assignableLambda asks that the arities overlap, and that the result and
// each parameter both have are assignable; parameters, too, from src to dst.
func assignableLambda(src, dst *Lambda) bool {
	srcMin, srcMax := src.Arity()
	dstMin, dstMax := dst.Arity()
	if srcMax < dstMin || srcMin > dstMax || !Assignable(src.Returns, dst.Returns) {
		return false
	}
	for i := range min(srcMax, dstMax) {
		if !Assignable(src.Param(i), dst.Param(i)) {
			return false
		}
	}
	return true
}

// AssignableIfNotNull reports whether src fails to be assignable to dst only
// because it may be null, and returns src without null if so.
func AssignableIfNotNull(src, dst Type) (Type, bool) {
	rest, ok := NonNull(src)
	if !ok || !Assignable(rest, dst) {
		return nil, false
	}
	return rest, true
}

func isBool(t Type) bool {
	switch t.(type) {
	case Bool, BoolLit:
		return true
	}
	return false
}

func isInt(t Type) bool {
	switch t.(type) {
	case Int, IntLit:
		return true
	}
	return false
}

func isString(t Type) bool {
	switch t.(type) {
	case String, StringLit:
		return true
	}
	return false
}

func isObject(t Type) bool {
	switch t.(type) {
	case *Object, *Discriminated:
		return true
	}
	return false
}

func all(list []Type, ok func(Type) bool) bool {
	for _, t := range list {
		if !ok(t) {
			return false
		}
	}
	return true
}
