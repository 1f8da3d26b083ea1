package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// typeNode is a type somewhere: in a Bicep file or in a template.
type typeNode struct {
	f *file
	t syntax.TypeExpr
	// template and json are set for a type in a template.
	template *check.Template
	json     *check.Object
}

func node(f *file, t syntax.TypeExpr) typeNode { return typeNode{f: f, t: t} }

// discriminator is the property by which the members of a union are told
// apart, or "".
func (e *emitter) discriminator(f *file, decorators []*syntax.Decorator) string {
	call := f.m.Decorator(decorators, "discriminator")
	if call == nil || len(call.Args) == 0 {
		return ""
	}
	name, _ := syntax.LiteralString(call.Args[0])
	return name
}

// typeOf makes the description of a type. disc is the discriminator that the
// declaration around it names, or "".
func (e *emitter) typeOf(n typeNode, disc string) *object {
	if !e.spend() {
		return &object{}
	}
	if n.json != nil {
		return e.typeOfJSON(n)
	}
	switch t := n.t.(type) {
	case *syntax.Ident:
		return e.typeNamed(n, n.f.m.Uses[t])
	case *syntax.ParenType:
		return e.typeOf(node(n.f, t.X), disc)
	case *syntax.NullableType:
		return e.withNullable(node(n.f, t.X), disc, true)
	case *syntax.NonNullType:
		return e.withNullable(node(n.f, t.X), disc, false)
	case *syntax.ArrayType:
		return e.typeOfArray(n, t)
	case *syntax.ObjectType:
		return e.typeOfObject(n, t)
	case *syntax.TupleType:
		return e.typeOfTuple(n, t)
	case *syntax.UnionType:
		return e.typeOfUnion(n, t, disc)
	case *syntax.MemberType:
		if b, ok := n.f.m.Uses[t.Name].(*check.Builtin); ok {
			return e.typeNamed(n, b)
		}
		return e.typeOfReference(n)
	case *syntax.RestType, *syntax.IndexType, *syntax.ItemsType, *syntax.GenericType:
		return e.typeOfReference(n)
	case *syntax.ResourceType:
		return e.typeOfResource(n, t)
	default:
		return e.typeOfLiteral(n)
	}
}

// typeNamed is the type of a name.
func (e *emitter) typeNamed(n typeNode, s check.Symbol) *object {
	b, ok := s.(*check.Builtin)
	switch {
	case !ok:
		return e.typeOfReference(n)
	case b.Name() == "any":
		return &object{}
	default:
		return typed(b.Name())
	}
}

// typed is the description of a type that has no more than a name.
func typed(name string) *object { return &object{[]prop{{text("type"), text(name)}}} }

func (e *emitter) withNullable(n typeNode, disc string, nullable bool) *object {
	x := e.typeOf(n, disc)
	x.merge("nullable", boolean(nullable))
	return x
}

func (e *emitter) typeOfReference(n typeNode) *object {
	r, ok := e.resolve(n)
	if !ok {
		return &object{}
	}
	return r.describe()
}

// typeOfLiteral is the type of which a literal is the only value.
func (e *emitter) typeOfLiteral(n typeNode) *object {
	lits, ok := e.literals(n)
	if !ok || len(lits) != 1 {
		e.fail(n.f, n.t, "this type cannot stand in a template")
		return &object{}
	}
	x := typed(lits[0].typ)
	x.merge("allowedValues", &array{[]expr{lits[0].value}})
	return x
}

func (e *emitter) typeOfArray(n typeNode, t *syntax.ArrayType) *object {
	x := typed("array")
	if _, ok := unparenType(t.Elem).(*syntax.Ident); !ok {
		if lits, ok := e.literals(node(n.f, t.Elem)); ok && isLiteralSyntax(t.Elem) {
			x.merge("allowedValues", values(lits))
			return x
		}
	}
	x.merge("items", e.typeOf(node(n.f, t.Elem), ""))
	return x
}

// isLiteralSyntax reports whether a type is written as a literal or a union,
// not as a reference to one.
func isLiteralSyntax(t syntax.TypeExpr) bool {
	switch unparenType(t).(type) {
	case *syntax.StringExpr, *syntax.IntLit, *syntax.BoolLit, *syntax.NullLit, *syntax.UnaryType, *syntax.UnionType,
		*syntax.ObjectType, *syntax.TupleType:
		return true
	default:
		return false
	}
}

func unparenType(t syntax.TypeExpr) syntax.TypeExpr {
	for {
		p, ok := t.(*syntax.ParenType)
		if !ok {
			return t
		}
		t = p.X
	}
}

func (e *emitter) typeOfObject(n typeNode, t *syntax.ObjectType) *object {
	x := typed("object")
	props := &object{}
	var rest *object
	for _, p := range t.Properties {
		v := e.part(n.f, p.Decorators, p.Type)
		if name, ok := p.Name(); ok {
			props.props = append(props.props, prop{text(name), v})
		} else if p.Key == nil {
			rest = v
		}
	}
	x.merge("properties", props)
	if rest != nil {
		x.merge("additionalProperties", rest)
	}
	return x
}

// part is the type of a property or of an item of a tuple.
func (e *emitter) part(f *file, decorators []*syntax.Decorator, t syntax.TypeExpr) *object {
	c := e.env()
	c.f = f
	return c.modified(e.typeOf(node(f, t), e.discriminator(f, decorators)), decorators, false)
}

func (e *emitter) typeOfTuple(n typeNode, t *syntax.TupleType) *object {
	items := &array{}
	for _, it := range t.Items {
		items.items = append(items.items, e.part(n.f, it.Decorators, it.Type))
	}
	x := typed("array")
	x.merge("prefixItems", items)
	x.merge("items", boolean(false))
	return x
}

// typeOfResource is the type of a parameter or an output that is a resource.
func (e *emitter) typeOfResource(n typeNode, t *syntax.ResourceType) *object {
	name := ""
	if t.Type != nil {
		name, _ = syntax.LiteralString(t.Type)
	}
	x := typed("string")
	x.merge("metadata", &object{[]prop{{text("resourceType"), text(name)}}})
	return x
}

// definitions are the types that the file declares, then those it imports.
func (e *emitter) definitions() *check.Object {
	o := &check.Object{}
	c := e.env()
	for _, t := range e.main.m.Types {
		x := e.typeOf(node(e.main, t.Decl.Type), e.discriminator(e.main, t.Decl.Decorators))
		add(o, t.Name(), value(c.modified(x, t.Decl.Decorators, true)))
	}
	for _, d := range e.imports.types {
		add(o, d.name, value(d.x))
	}
	return o
}

// functions are the functions that the file declares, then those it imports,
// by namespace.
func (e *emitter) functions() check.Array {
	var list check.Array
	members := map[string]*check.Object{}
	put := func(space, name string, v *check.Object) {
		m, ok := members[space]
		if !ok {
			m = &check.Object{}
			members[space] = m
			ns := &check.Object{}
			add(ns, "namespace", check.String(space))
			add(ns, "members", m)
			list = append(list, ns)
		}
		add(m, name, v)
	}
	for _, f := range e.main.m.Funcs {
		put(functionSpace, f.Name(), e.function(e.env(), f.Decl, nil))
	}
	for _, f := range e.imports.funcs {
		put(f.space, f.name, f.value)
	}
	return list
}

// function describes a declared function; origin is where it was imported
// from, or nil.
func (e *emitter) function(c env, d *syntax.FuncDecl, origin *check.Object) *check.Object {
	o := &check.Object{}
	params := check.Array{}
	for _, p := range d.Params {
		x := e.typeOf(node(c.f, p.Type), "")
		x.merge("name", text(p.Name.Name))
		params = append(params, value(x))
	}
	add(o, "parameters", params)
	out := e.typeOf(node(c.f, d.Result), "")
	out.merge("value", c.expr(d.Body))
	add(o, "output", value(out))
	md := &check.Object{}
	if desc := c.description(d.Decorators); desc != nil {
		add(md, "description", value(desc))
	}
	if origin == nil && c.f.m.Exported(d) {
		add(md, "__bicep_export!", check.Bool(true))
	}
	if origin != nil {
		add(md, importedMark, origin)
	}
	addSome(o, "metadata", md)
	return o
}
