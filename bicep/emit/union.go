package emit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// literal is a type that has one value.
type literal struct {
	// name is what Bicep calls the type, which is what unions are sorted by.
	name string
	// typ is what ARM calls it: "string", "int", "bool", "object" or "array";
	// empty for null.
	typ string
	// value is the value.
	value expr
}

// maxTypeDepth bounds how deep literal types may nest; types may be recursive.
const maxTypeDepth = 60

// literals are the values of a type, sorted and each once; not ok if the type
// has others.
func (e *emitter) literals(n typeNode) ([]literal, bool) { return e.literalsIn(n, 0) }

func (e *emitter) literalsIn(n typeNode, depth int) ([]literal, bool) {
	if depth > maxTypeDepth || !e.spend() {
		return nil, false
	}
	if n.json != nil {
		return e.literalsJSON(n, depth)
	}
	switch t := n.t.(type) {
	case *syntax.StringExpr:
		s, ok := t.Literal()
		return []literal{{quoted(s), "string", text(s)}}, ok
	case *syntax.IntLit:
		return intLiteral(int64(t.Value)), true
	case *syntax.BoolLit:
		return boolLiteral(t.Value), true
	case *syntax.NullLit:
		return []literal{{"null", "", null{}}}, true
	case *syntax.UnaryType:
		return unaryLiteral(t)
	case *syntax.ParenType:
		return e.literalsIn(node(n.f, t.X), depth+1)
	case *syntax.UnionType:
		return e.unionLiterals(n, t, depth)
	case *syntax.ObjectType:
		return e.objectLiteral(n, t, depth)
	case *syntax.TupleType:
		return e.tupleLiteral(n, t, depth)
	default:
		return e.referredLiterals(n, depth)
	}
}

func intLiteral(v int64) []literal {
	return []literal{{strconv.FormatInt(v, 10), "int", number(v)}}
}

func boolLiteral(v bool) []literal {
	return []literal{{strconv.FormatBool(v), "bool", boolean(v)}}
}

func unaryLiteral(t *syntax.UnaryType) ([]literal, bool) {
	switch x := unparenType(t.X).(type) {
	case *syntax.IntLit:
		return intLiteral(-int64(x.Value)), t.Op == syntax.Minus
	case *syntax.BoolLit:
		return boolLiteral(!x.Value), t.Op == syntax.Not
	default:
		return nil, false
	}
}

// referredLiterals are the values of a type that is referred to, or that may
// be null.
func (e *emitter) referredLiterals(n typeNode, depth int) ([]literal, bool) {
	switch t := n.t.(type) {
	case *syntax.NullableType:
		list, ok := e.literalsIn(node(n.f, t.X), depth+1)
		return sorted(append(list, literal{"null", "", null{}})), ok
	case *syntax.NonNullType:
		list, ok := e.literalsIn(node(n.f, t.X), depth+1)
		list, _ = withoutNull(list)
		return list, ok
	case *syntax.Ident:
		if _, ok := n.f.m.Uses[t].(*check.Builtin); ok {
			return nil, false
		}
	case *syntax.MemberType:
		if _, ok := n.f.m.Uses[t.Name].(*check.Builtin); ok {
			return nil, false
		}
	case *syntax.RestType, *syntax.IndexType, *syntax.ItemsType:
	default:
		return nil, false
	}
	r, ok := e.resolve(n)
	if !ok || r.derived != nil {
		return nil, false
	}
	return e.literalsIn(r.decl, depth+1)
}

func (e *emitter) unionLiterals(n typeNode, t *syntax.UnionType, depth int) ([]literal, bool) {
	var list []literal
	for _, m := range t.Members {
		more, ok := e.literalsIn(node(n.f, m), depth+1)
		if !ok {
			return nil, false
		}
		list = append(list, more...)
	}
	return sorted(list), true
}

// sorted orders literals by name and drops repetitions.
func sorted(list []literal) []literal {
	slices.SortStableFunc(list, func(a, b literal) int { return strings.Compare(a.name, b.name) })
	return slices.CompactFunc(list, func(a, b literal) bool { return a.name == b.name })
}

// objectLiteral is an object all of whose properties have one value.
func (e *emitter) objectLiteral(n typeNode, t *syntax.ObjectType, depth int) ([]literal, bool) {
	o := &object{}
	var names []string
	for _, p := range t.Properties {
		name, ok := p.Name()
		lits, single := e.literalsIn(node(n.f, p.Type), depth+1)
		if !ok || !single || len(lits) != 1 || isNullable(p.Type) {
			return nil, false
		}
		o.props = append(o.props, prop{text(name), lits[0].value})
		names = append(names, name+": "+lits[0].name)
	}
	slices.SortStableFunc(o.props, func(a, b prop) int {
		x, _ := a.key.(text)
		y, _ := b.key.(text)
		return strings.Compare(string(x), string(y))
	})
	return []literal{{"{ " + strings.Join(names, ", ") + " }", "object", o}}, true
}

func isNullable(t syntax.TypeExpr) bool {
	_, ok := unparenType(t).(*syntax.NullableType)
	return ok
}

// tupleLiteral is a tuple all of whose items have one value.
func (e *emitter) tupleLiteral(n typeNode, t *syntax.TupleType, depth int) ([]literal, bool) {
	a := &array{}
	var names []string
	for _, it := range t.Items {
		lits, ok := e.literalsIn(node(n.f, it.Type), depth+1)
		if !ok || len(lits) != 1 {
			return nil, false
		}
		a.items = append(a.items, lits[0].value)
		names = append(names, lits[0].name)
	}
	return []literal{{"[" + strings.Join(names, ", ") + "]", "array", a}}, true
}

// withoutNull drops null, and reports whether it was there.
func withoutNull(list []literal) ([]literal, bool) {
	rest := slices.DeleteFunc(slices.Clone(list), func(l literal) bool { return l.typ == "" })
	return rest, len(rest) < len(list)
}

func values(list []literal) *array {
	a := &array{}
	for _, l := range list {
		a.items = append(a.items, l.value)
	}
	return a
}

// typeOfUnion describes a union of literals, or of objects that are told apart.
func (e *emitter) typeOfUnion(n typeNode, t *syntax.UnionType, disc string) *object {
	if disc != "" {
		return e.typeOfVariants(disc, e.variants(n.f, t, disc, 0))
	}
	lits, ok := e.literals(n)
	if !ok {
		e.fail(n.f, t, "a union must be of literals, or of objects with a discriminator")
		return &object{}
	}
	return typeOfLiterals(lits)
}

func typeOfLiterals(lits []literal) *object {
	lits, nullable := withoutNull(lits)
	x := &object{}
	if len(lits) > 0 {
		x = typed(lits[0].typ)
	}
	x.merge("allowedValues", values(lits))
	if nullable {
		x.merge("nullable", boolean(true))
	}
	return x
}

// typeOfVariants describes objects that are told apart by a property.
func (e *emitter) typeOfVariants(disc string, mapping []prop) *object {
	x := typed("object")
	x.merge("discriminator", &object{[]prop{
		{text("propertyName"), text(disc)},
		{text("mapping"), &object{mapping}},
	}})
	return x
}

// variants are the members of a union of objects, by the value that tells
// them apart.
func (e *emitter) variants(f *file, t *syntax.UnionType, disc string, depth int) []prop {
	var list []prop
	for _, m := range t.Members {
		list = append(list, e.variant(node(f, stripType(m)), disc, depth)...)
	}
	return list
}

func (e *emitter) variant(n typeNode, disc string, depth int) []prop {
	switch t := n.t.(type) {
	case *syntax.ObjectType:
		return e.variantObject(n, disc, nil)
	case *syntax.UnionType:
		return e.variants(n.f, t, disc, depth+1)
	}
	r, ok := e.resolve(n)
	if !ok {
		return nil
	}
	if r.derived != nil {
		return derivedVariants(r, disc)
	}
	return e.referredVariant(r, r, disc, depth)
}

// referredVariant is a member that is a reference; at is where it has led to.
func (e *emitter) referredVariant(ref, at resolution, disc string, depth int) []prop {
	if depth > maxTypeDepth {
		return nil
	}
	if at.decl.json != nil {
		return e.variantJSON(ref, at, disc)
	}
	switch t := stripType(at.decl.t).(type) {
	case *syntax.ObjectType:
		return e.variantObject(node(at.decl.f, t), disc, ref.describe())
	case *syntax.UnionType:
		return e.variants(at.decl.f, t, disc, depth+1)
	}
	next, ok := e.resolve(at.decl)
	if !ok {
		return nil
	}
	if next.derived != nil {
		return derivedVariants(next, disc)
	}
	return e.referredVariant(ref, next, disc, depth+1)
}

// variantObject is an object among the variants, described in place unless a
// reference is given.
func (e *emitter) variantObject(n typeNode, disc string, ref *object) []prop {
	t, _ := n.t.(*syntax.ObjectType)
	for _, p := range t.Properties {
		name, ok := p.Name()
		if !ok || name != disc {
			continue
		}
		lits, ok := e.literals(node(n.f, p.Type))
		if !ok || len(lits) != 1 {
			break
		}
		if ref == nil {
			ref = e.typeOfObject(n, t)
		}
		return []prop{{lits[0].value, ref}}
	}
	e.fail(n.f, t, "the property '%s' must be a literal, to tell the objects apart", disc)
	return nil
}

// derivedVariants are the variants that a resource type brings.
func derivedVariants(r resolution, disc string) []prop {
	if value, ok := r.derived.Property(disc).Literal(); ok && len(r.derived.Variants()) == 0 {
		return []prop{{text(value), r.describe()}}
	}
	var list []prop
	for _, value := range r.derived.Variants() {
		v := resolution{path: r.at("discriminator", "mapping", value), derived: r.derived.Variant(value)}
		list = append(list, prop{text(value), v.describe()})
	}
	return list
}

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }

// quoted spells a text as a literal of Bicep.
func quoted(s string) string {
	if strings.ContainsAny(s, "\\'\n\r\t$") {
		r := strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", `\${`)
		s = r.Replace(s)
	}
	return "'" + s + "'"
}
