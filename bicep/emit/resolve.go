package emit

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// resolution is what a reference to a type leads to: a place in this template,
// or a part of a resource type.
type resolution struct {
	// path leads to the place from the root of the template, or to the part
	// from the body of the resource.
	path []string
	// decl is what stands at the place.
	decl typeNode
	// derived is set for a part of a resource type.
	derived *check.Derived
}

// at is the path with more steps.
func (r resolution) at(steps ...string) []string {
	return append(r.path[:len(r.path):len(r.path)], steps...)
}

// describe is the description of a type that refers to another one.
func (r resolution) describe() *object {
	if r.derived != nil {
		return r.describeDerived()
	}
	segs := make([]string, len(r.path))
	for i, s := range r.path {
		segs[i] = escapePointer(s)
	}
	return &object{[]prop{{text("$ref"), text("#/" + strings.Join(segs, "/"))}}}
}

func (r resolution) describeDerived() *object {
	source := r.derived.Ref.String()
	for i, s := range r.path {
		sep := "/"
		if i == 0 {
			sep = "#"
		}
		source += sep + escapePointer(s)
	}
	var mark expr = text(source)
	switch r.derived.Kind {
	case check.DerivedInput:
		mark = &object{[]prop{{text("source"), text(source)}}}
	case check.DerivedOutput:
		mark = &object{[]prop{{text("source"), text(source)}, {text("output"), boolean(true)}}}
	}
	x := &object{}
	if name := r.derived.Primitive(); name != "" {
		x = typed(name)
	}
	x.merge("metadata", &object{[]prop{{text("__bicep_resource_derived_type!"), mark}}})
	return x
}

// resolve follows a reference.
func (e *emitter) resolve(n typeNode) (resolution, bool) {
	if !e.spend() {
		return resolution{}, false
	}
	if n.json != nil {
		return e.resolveJSON(n)
	}
	switch t := n.t.(type) {
	case *syntax.Ident:
		return e.resolveSymbol(n, n.f.m.Uses[t])
	case *syntax.ParenType:
		return e.resolve(node(n.f, t.X))
	case *syntax.NullableType:
		return e.resolve(node(n.f, t.X))
	case *syntax.NonNullType:
		return e.resolve(node(n.f, t.X))
	case *syntax.MemberType:
		if s, ok := n.f.m.Uses[t.Name].(*check.Foreign); ok {
			return e.resolveSymbol(n, s)
		}
		return e.property(node(n.f, t.X), t.Name.Name)
	case *syntax.RestType:
		return e.rest(node(n.f, t.X))
	case *syntax.ItemsType:
		return e.items(node(n.f, t.X))
	case *syntax.IndexType:
		return e.indexedType(n, t)
	case *syntax.GenericType:
		if d := n.f.m.Derived[t]; d != nil {
			return resolution{derived: d}, true
		}
	}
	return e.unresolved(n)
}

func (e *emitter) unresolved(n typeNode) (resolution, bool) {
	if n.t != nil {
		e.fail(n.f, n.t, "this type cannot be followed to a declaration")
	} else if e.err == nil {
		e.err = ErrFaulty
	}
	return resolution{}, false
}

// resolveSymbol follows a name.
func (e *emitter) resolveSymbol(n typeNode, s check.Symbol) (resolution, bool) {
	switch s := s.(type) {
	case *check.TypeAlias:
		return resolution{path: []string{"definitions", e.nameOf(n.f, s)}, decl: node(n.f, s.Decl.Type)}, true
	case *check.Imported:
		return e.resolveImport(s.From, s.Symbol, n)
	case *check.Foreign:
		return e.resolveImport(s.Import.From, s.Symbol, n)
	default:
		return e.unresolved(n)
	}
}

// resolveImport follows a name to another file.
func (e *emitter) resolveImport(from check.Source, name string, n typeNode) (resolution, bool) {
	switch from := from.(type) {
	case *check.Model:
		if t, ok := from.Export(name).(*check.TypeAlias); ok {
			return e.resolveSymbol(node(e.file(from), nil), t)
		}
	case *check.Template:
		return e.resolveRef(from, "#/definitions/"+name)
	}
	return e.unresolved(n)
}

// container follows references until they lead to a type that is written out,
// or to a resource type.
func (e *emitter) container(n typeNode) (resolution, bool) {
	r, ok := e.resolve(n)
	for ok && r.derived == nil && !e.writtenOut(r.decl) {
		r, ok = e.resolve(r.decl)
	}
	return r, ok
}

// writtenOut reports whether a type is an object, a tuple or an array as such.
func (e *emitter) writtenOut(n typeNode) bool {
	if n.json != nil {
		return n.json.Get("$ref") == nil
	}
	switch t := unparenType(n.t).(type) {
	case *syntax.ObjectType, *syntax.TupleType, *syntax.ArrayType, *syntax.UnionType:
		return true
	case *syntax.NullableType:
		return e.writtenOut(node(n.f, t.X))
	default:
		return false
	}
}

// property follows x.name.
func (e *emitter) property(n typeNode, name string) (resolution, bool) {
	r, ok := e.container(n)
	if !ok {
		return r, false
	}
	path := r.at("properties", name)
	if r.derived != nil {
		return resolution{path: path, derived: r.derived.Property(name)}, true
	}
	if r.decl.json != nil {
		return r.inJSON(path, r.decl.json.Object("properties").Object(name))
	}
	if o, ok := stripType(r.decl.t).(*syntax.ObjectType); ok {
		for _, p := range o.Properties {
			if s, ok := p.Name(); ok && s == name {
				return resolution{path: path, decl: node(r.decl.f, p.Type)}, true
			}
		}
	}
	return e.unresolved(n)
}

// stripType takes parentheses and question marks away.
func stripType(t syntax.TypeExpr) syntax.TypeExpr {
	for {
		switch x := t.(type) {
		case *syntax.ParenType:
			t = x.X
		case *syntax.NullableType:
			t = x.X
		case *syntax.NonNullType:
			t = x.X
		default:
			return t
		}
	}
}

// inJSON is a place in a template whose type is a part of another one.
func (r resolution) inJSON(path []string, part *check.Object) (resolution, bool) {
	if part == nil {
		return resolution{}, false
	}
	return resolution{path: path, decl: typeNode{template: r.decl.template, json: part}}, true
}

// rest follows x.*.
func (e *emitter) rest(n typeNode) (resolution, bool) {
	r, ok := e.container(n)
	if !ok {
		return r, false
	}
	path := r.at("additionalProperties")
	if r.derived != nil {
		return resolution{path: path, derived: r.derived.Rest()}, true
	}
	if r.decl.json != nil {
		return r.inJSON(path, r.decl.json.Object("additionalProperties"))
	}
	if o, ok := stripType(r.decl.t).(*syntax.ObjectType); ok {
		for _, p := range o.Properties {
			if p.Key == nil {
				return resolution{path: path, decl: node(r.decl.f, p.Type)}, true
			}
		}
	}
	return e.unresolved(n)
}

// items follows x[*].
func (e *emitter) items(n typeNode) (resolution, bool) {
	r, ok := e.container(n)
	if !ok {
		return r, false
	}
	path := r.at("items")
	if r.derived != nil {
		return resolution{path: path, derived: r.derived.Items()}, true
	}
	if r.decl.json != nil {
		return r.inJSON(path, r.decl.json.Object("items"))
	}
	if a, ok := stripType(r.decl.t).(*syntax.ArrayType); ok {
		return resolution{path: path, decl: node(r.decl.f, a.Elem)}, true
	}
	return e.unresolved(n)
}

// indexedType follows x[0] and x['name'].
func (e *emitter) indexedType(n typeNode, t *syntax.IndexType) (resolution, bool) {
	if name, ok := syntax.LiteralString(t.Index); ok {
		return e.property(node(n.f, t.X), name)
	}
	lit, ok := t.Index.(*syntax.IntLit)
	if !ok {
		return e.unresolved(n)
	}
	r, ok := e.container(node(n.f, t.X))
	if !ok {
		return r, false
	}
	path := r.at("prefixItems", itoa(lit.Value))
	if r.derived != nil {
		return resolution{path: path, derived: r.derived.Items()}, true
	}
	if r.decl.json != nil {
		if list, ok := r.decl.json.Get("prefixItems").(check.Array); ok && lit.Value < uint64(len(list)) {
			part, _ := list[lit.Value].(*check.Object)
			return r.inJSON(path, part)
		}
	} else if tuple, ok := stripType(r.decl.t).(*syntax.TupleType); ok && lit.Value < uint64(len(tuple.Items)) {
		return resolution{path: path, decl: node(r.decl.f, tuple.Items[lit.Value].Type)}, true
	}
	return e.unresolved(n)
}
