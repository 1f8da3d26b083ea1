package check

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// objectCheck compares one object with one type.
type objectCheck struct {
	c *checker
	n narrowing
	// at is the object: an *ObjectExpr if it is written out.
	at   syntax.Node
	got  *types.Object
	want *types.Object
	// keys are the properties as written, made when they are needed.
	keys map[string]*syntax.Property
}

// narrowObject compares an object; nil if nothing can be told.
func (c *checker) narrowObject(n narrowing, e syntax.Node, got types.Type, want *types.Object) types.Type {
	if id, ok := e.(*syntax.Ident); ok {
		if value, _, ok := c.declared(id); ok && c.burn() {
			n.origin = id
			return c.narrowObject(n, value, got, want)
		}
	}
	if c.broken(e) {
		return want
	}
	g, ok := got.(*types.Object)
	if !ok {
		return nil
	}
	if want == anyObject && n.mismatch == nil {
		return got
	}
	o := objectCheck{c: c, n: n, at: e, got: g, want: want}
	o.missing()
	props := o.known()
	o.extra()
	return types.NewObject(want.Name, want.Flags, types.NewShape(props, want.Additional()))
}

// key is the property as written, nil if the object is not written out here.
func (o *objectCheck) key(name string) *syntax.Property {
	x, ok := o.at.(*syntax.ObjectExpr)
	if !ok {
		return nil
	}
	if o.keys == nil {
		o.keys = make(map[string]*syntax.Property, len(x.Items))
		for _, item := range x.Items {
			if p, ok := item.(*syntax.Property); ok {
				if name, ok := p.Name(); ok && o.keys[name] == nil {
					o.keys[name] = p
				}
			}
		}
	}
	return o.keys[name]
}

// keyAt is where to report what is wrong with a property.
func (o *objectCheck) keyAt(name string) syntax.Node {
	if o.n.origin != nil {
		return o.n.origin
	}
	if p := o.key(name); p != nil {
		return p.Key
	}
	return o.at
}

// warnsProperty reports whether an unknown or missing property is a warning.
func (o *objectCheck) warnsProperty() bool { return o.want.Flags.Has(types.WarnProperty) }

// missing reports the required properties that are not given.
func (o *objectCheck) missing() {
	if o.got.Additional() != nil {
		return
	}
	var list []string
	system := false
	for _, p := range o.want.Properties() {
		if !p.Flags.Has(types.Required) || p.Flags.Has(types.ReadOnly) {
			continue
		}
		if _, given := o.got.Property(p.Name); given || types.Assignable(types.Null{}, p.Type) {
			continue
		}
		list = append(list, p.Name)
		system = system || p.Flags.Has(types.System)
	}
	if len(list) == 0 {
		return
	}
	warn := o.n.resource && !system || o.warnsProperty()
	o.c.either(warn, o.n.at(o.c.owner(o.at)), "BCP035", "found no %s, wanted as a property of '%s'", names(list), typeName(o.want))
}

// owner is where a missing property is reported: the name of the property or
// of the declaration whose value the object is, or the object itself.
func (c *checker) owner(n syntax.Node) syntax.Node {
	switch p := c.parent(n).(type) {
	case *syntax.Property:
		return p.Key
	case *syntax.IfExpr:
		return c.owner(p)
	case *syntax.ForExpr:
		return c.owner(p)
	case syntax.Stmt:
		if _, isParam := p.(*syntax.ParamDecl); isParam {
			return n
		}
		if id := syntax.NameOf(p); id != nil {
			return id
		}
	}
	return n
}

// known compares the properties that the type names.
func (o *objectCheck) known() []types.Property {
	props := slices.Clone(o.want.Properties())
	given := o.got.Properties() // sorted as props are
	for i, p := range props {
		for len(given) > 0 && given[0].Name < p.Name {
			given = given[1:]
		}
		if len(given) == 0 {
			break
		}
		if given[0].Name == p.Name {
			props[i].Type = o.one(p, given[0])
		}
	}
	return props
}

// one compares a property, and returns the type it is now known to have.
func (o *objectCheck) one(p, given types.Property) types.Type {
	c := o.c
	written := o.key(p.Name)
	value := o.at
	if written != nil {
		value = written.Value
	}
	inner := o.n
	if !inner.constantDone && p.Flags.Has(types.Constant) {
		c.constant(value)
		inner.constantDone = true
	}
	if p.Flags.Has(types.ReadOnly) {
		o.readOnly(p, given)
		return p.Type
	}
	if p.Flags.Has(types.Fallback) {
		c.warn(o.keyAt(p.Name), "BCP187", "the property '%s' is not in the schema", p.Name)
	}
	lenient := o.n.resource && !p.Flags.Has(types.System)
	inner.noAny = p.Flags.Has(types.DisallowAny)
	inner.mismatch = c.propertyMismatch(o.n, lenient || types.Warns(p.Type, types.WarnMismatch), p.Name)
	if written == nil && !c.first(&inner, value, given.Type, p.Type) {
		return p.Type
	}
	t := c.narrow(inner, value, given.Type, c.s.assignType(p))
	rest, nullable := types.NonNull(t)
	if nullable && !p.Flags.Has(types.Required) && p.Flags.Has(types.ImplicitNull) {
		return rest
	}
	return t
}

// assignType is what may be given for a property, with a memory.
func (s *session) assignType(p types.Property) types.Type {
	if p.Flags.Has(types.Required) || !p.Flags.Has(types.ImplicitNull) {
		return p.Type
	}
	if _, nullable := p.Type.(*types.Union); !nullable {
		return types.Nullable(p.Type)
	}
	if t, ok := s.nullables[p.Type]; ok {
		return t
	}
	t := types.Nullable(p.Type)
	s.nullables[p.Type] = t
	return t
}

// readOnly reports a property that may not be given.
func (o *objectCheck) readOnly(p, given types.Property) {
	at := o.keyAt(p.Name)
	if r := o.c.existingBody(o.at); r != nil {
		o.c.err(at, "BCP173", "found the property '%s' in an existing resource, which only names one", p.Name)
		return
	}
	if given.Flags.Has(types.ReadOnly) {
		return
	}
	warn := o.n.resource && !p.Flags.Has(types.System) || o.warnsProperty()
	o.c.either(warn, at, "BCP073", "the property '%s' can be read but not set", p.Name)
}

// existingBody is the existing resource whose body an object is, or nil.
func (c *checker) existingBody(n syntax.Node) *syntax.ResourceDecl {
	p := c.parent(n)
	if x, ok := p.(*syntax.IfExpr); ok {
		p = c.parent(x)
	}
	if r, ok := p.(*syntax.ResourceDecl); ok && r.Existing {
		return r
	}
	return nil
}

// extra compares the properties that the type does not name.
func (o *objectCheck) extra() {
	a := o.want.Additional()
	_, written := o.at.(*syntax.ObjectExpr)
	if a == nil || written && a.Flags.Has(types.Fallback) {
		o.unknown(a)
		return
	}
	for _, given := range o.got.Properties() {
		if _, ok := o.want.Property(given.Name); !ok {
			o.additional(*a, given)
		}
	}
}

// unknown reports properties that the type does not have.
func (o *objectCheck) unknown(a *types.Property) {
	warn := a != nil || o.warnsProperty()
	var valid []string
	for _, given := range o.got.Properties() {
		if _, ok := o.want.Property(given.Name); ok {
			continue
		}
		if valid == nil {
			valid = o.settable()
		}
		o.disallowed(warn, given.Name, valid)
	}
	x, ok := o.at.(*syntax.ObjectExpr)
	if !ok {
		return
	}
	for _, item := range x.Items {
		p, ok := item.(*syntax.Property)
		if !ok {
			continue
		}
		if _, named := p.Name(); !named {
			if _, bad := p.Key.(*syntax.Bad); !bad {
				o.c.either(warn, p.Key, "BCP040", "found an interpolated name of a property, which '%s' does not take", typeName(o.want))
			}
		}
	}
}

// settable are the properties that could have been meant, sorted.
func (o *objectCheck) settable() []string {
	valid := []string{}
	for _, p := range o.want.Properties() {
		if p.Flags&(types.ReadOnly|types.Fallback) != 0 {
			continue
		}
		if _, given := o.got.Property(p.Name); !given {
			valid = append(valid, p.Name)
		}
	}
	return valid
}

func (o *objectCheck) disallowed(warn bool, name string, valid []string) {
	at := o.keyAt(name)
	guess := ""
	if o.n.origin == nil {
		guess = similar(name, valid)
	}
	switch {
	case guess != "":
		o.c.either(warn, at, "BCP089", "the type '%s' has no property '%s'; did you mean '%s'?", typeName(o.want), name, guess)
	case len(valid) == 0:
		o.c.either(warn, at, "BCP037", "the type '%s' has no property '%s'", typeName(o.want), name)
	default:
		o.c.either(warn, at, "BCP037", "the type '%s' has no property '%s', wanted one of %s", typeName(o.want), name, names(valid))
	}
}

// additional compares a property that the type does not name but takes.
func (o *objectCheck) additional(a, given types.Property) {
	c := o.c
	written := o.key(given.Name)
	value := o.at
	if written != nil {
		value = written.Value
	}
	inner := o.n
	if !inner.constantDone && a.Flags.Has(types.Constant) {
		c.constant(value)
		inner.constantDone = true
	}
	if isAny(a.Type) && !a.Flags.Has(types.DisallowAny) {
		return
	}
	inner.noAny = a.Flags.Has(types.DisallowAny)
	inner.mismatch = c.propertyMismatch(o.n, types.Warns(a.Type, types.WarnMismatch), given.Name)
	if written == nil && !c.first(&inner, value, given.Type, a.Type) {
		return
	}
	c.narrow(inner, value, given.Type, c.s.assignType(a))
}

// propertyMismatch reports the value of a property that does not fit.
func (c *checker) propertyMismatch(outer narrowing, warn bool, name string) func(want, got types.Type, at syntax.Node) {
	return func(want, got types.Type, at syntax.Node) {
		guess := ""
		if outer.origin == nil {
			guess = literalGuess(got, want)
		}
		if guess != "" {
			c.either(warn, outer.at(at), "BCP088", "found '%s' for '%s', wanted '%s'; did you mean %s?", typeName(got), name, typeName(want), guess)
			return
		}
		c.either(warn, outer.at(at), "BCP036", "found '%s' for '%s', wanted '%s'", typeName(got), name, typeName(want))
	}
}

// literalGuess is the literal that a misspelt one was meant to be, in quotes,
// or "".
func literalGuess(got, want types.Type) string {
	l, ok := got.(types.StringLit)
	u, isUnion := want.(*types.Union)
	if !ok || !isUnion {
		return ""
	}
	var valid []string
	for _, m := range u.Members {
		s, ok := m.(types.StringLit)
		if !ok {
			return ""
		}
		valid = append(valid, s.String())
	}
	slices.SortFunc(valid, func(a, b string) int { return strings.Compare(a, b) })
	return similar(l.String(), valid)
}
