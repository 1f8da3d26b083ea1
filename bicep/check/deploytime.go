package check

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// deployTime finds values that are known only while the deployment runs in
// places that need them before.
type deployTime struct {
	c *checker
	// vars is what each variable holds that is known too late; nil if nothing.
	vars map[*Var]*lateValue
	// late are the properties of existing resources that are known too late
	// because what names the resource is.
	late map[*Resource]map[string]bool
	// report says what is wrong at a node.
	report func(at syntax.Node, v lateValue)
	// links is whether the value is a parent or a scope, which may be a
	// resource.
	links bool
}

// lateValue is a value that is known too late: that of a property of a symbol,
// of the symbol as a whole, or the result of a function.
type lateValue struct {
	symbol   Symbol
	property string
	function string
	// through are the variables on the way to it.
	through []string
}

func (v lateValue) String() string {
	var what string
	switch {
	case v.function != "":
		what = fmt.Sprintf("the result of '%s'", v.function)
	case v.property != "":
		what = fmt.Sprintf("'%s.%s'", v.symbol.Name(), v.property)
	default:
		what = fmt.Sprintf("'%s'", v.symbol.Name())
	}
	if len(v.through) > 0 {
		what += " through '" + strings.Join(v.through, "' -> '") + "'"
	}
	return what
}

// deployTimes checks the places that need values before the deployment.
func (c *checker) deployTimes() {
	d := &deployTime{c: c, vars: map[*Var]*lateValue{}, late: map[*Resource]map[string]bool{}}
	c.deploy = d
	for _, r := range c.m.Resources {
		d.unreadable(r)
	}
	for _, s := range c.m.File.Stmts {
		d.stmt(s)
	}
	if len(d.late) > 0 {
		d.lateExisting()
	}
}

// stmt looks for such places in a statement.
func (d *deployTime) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FuncDecl:
		d.within(s.Body, "BCP341", "in a function")
		d.places(s.Body, nil)
	case *syntax.VarDecl:
		if f, ok := s.Value.(*syntax.ForExpr); ok {
			d.within(f.Body, "BCP182", fmt.Sprintf("in the loop of '%s'", s.Name.Name))
		}
		d.places(s.Value, nil)
	case *syntax.ResourceDecl:
		d.resource(s)
	case *syntax.ImportDecl, *syntax.UsingDecl, *syntax.ExtendsDecl, *syntax.TypeDecl:
	default:
		syntax.EachChild(s, func(n syntax.Node) { d.places(n, nil) })
	}
}

// resource looks into a resource; of an existing one, which is not deployed,
// only into those that are nested in it.
func (d *deployTime) resource(r *syntax.ResourceDecl) {
	if !r.Existing {
		d.places(r.Body, nil)
		return
	}
	if o := syntax.UnpackBody(r.Body).Object; o != nil {
		for _, child := range o.Resources() {
			d.resource(child)
		}
	}
}

// places looks for such places in an expression, which is a value of an object
// of the given type.
func (d *deployTime) places(n syntax.Node, want *types.Object) {
	switch n := n.(type) {
	case nil, *syntax.Decorator, *syntax.Ident:
		return
	case *syntax.ResourceDecl:
		d.resource(n)
		return
	case *syntax.ObjectExpr:
		o, _ := d.c.wants[n].(*types.Object)
		for _, item := range n.Items {
			d.places(item, o)
		}
		return
	case *syntax.Property:
		d.property(n, want)
	case *syntax.IfExpr:
		d.within(n.Cond, "BCP177", "in a condition")
	case *syntax.ForExpr:
		d.within(n.List, "BCP178", "in the array of a loop")
	case *syntax.CallExpr:
		if f := d.c.calls[n]; f != nil && f.flags.has(runtime) {
			for _, a := range n.Args {
				d.within(a, "BCP181", fmt.Sprintf("in an argument of '%s'", n.Name.Name))
			}
			return
		}
	case syntax.TypeExpr:
		if _, isExpr := n.(syntax.Expr); !isExpr {
			return
		}
	}
	syntax.EachChild(n, func(c syntax.Node) { d.places(c, nil) })
}

// property checks the value of a property if it is needed before the
// deployment.
func (d *deployTime) property(p *syntax.Property, want *types.Object) {
	name, ok := p.Name()
	if want == nil || !ok {
		return
	}
	t, ok := want.Property(name)
	if !ok || !t.Flags.Has(types.DeployTimeConstant) {
		return
	}
	d.links = isLink(t.Type)
	where := fmt.Sprintf("for the property '%s'", name)
	if s, ok := p.Key.(*syntax.StringExpr); ok {
		d.within(s, "BCP120", where)
	}
	d.within(p.Value, "BCP120", where)
	d.links = false
}

func isLink(t types.Type) bool {
	switch t.(type) {
	case types.ScopeRef, types.ParentRef:
		return true
	}
	return false
}

// within checks a value that is needed before the deployment.
func (d *deployTime) within(n syntax.Node, code, where string) {
	if n == nil {
		return
	}
	d.report = func(at syntax.Node, v lateValue) {
		d.c.err(at, code, "found %s %s, which is known only while the deployment runs", v, where)
	}
	d.look(n, nil, nil)
}

// look finds late values. up and top are what directly surrounds the node,
// promises that something is not null left out.
func (d *deployTime) look(n, up, top syntax.Node) {
	switch n := n.(type) {
	case nil:
	case *syntax.Ident:
		d.name(n, up, top)
		if v, ok := d.c.m.Uses[n].(*Var); ok && !d.c.m.Cyclic(v) {
			if late := d.variable(v); late != nil {
				d.report(n, *late)
			}
		}
	case *syntax.NestedExpr:
		d.name(n, up, top)
	case *syntax.NonNullExpr:
		d.look(n.X, up, top)
	case *syntax.MemberExpr:
		d.accessed(n, n.X, n.Name.Name)
		d.look(n.X, n, up)
	case *syntax.IndexExpr:
		d.indexed(n)
		d.look(n.X, n, up)
		d.look(n.Index, nil, nil)
	case *syntax.CallExpr:
		d.call(n)
	case *syntax.Property:
		if s, ok := n.Key.(*syntax.StringExpr); ok {
			d.look(s, nil, nil)
		}
		d.look(n.Value, nil, nil)
	case *syntax.ResourceDecl:
	case *syntax.LambdaExpr:
		d.look(n.Body, nil, nil)
	case *syntax.ForExpr:
		d.look(n.List, nil, nil)
		d.look(n.Body, nil, nil)
	default:
		syntax.EachChild(n, func(c syntax.Node) { d.look(c, nil, nil) })
	}
}

// call looks at a call and its arguments.
func (d *deployTime) call(e *syntax.CallExpr) {
	f := d.c.calls[e]
	if f != nil && f.flags.has(runtime) {
		d.report(e, lateValue{function: e.Name.Name})
	}
	if f != nil && f.flags.has(anyArgs) {
		return
	}
	if e.X != nil {
		d.look(e.X, e, nil) // the resource that a function is called on is not read
	}
	for _, a := range e.Args {
		d.look(a, nil, nil)
	}
}

// name finds the use of a whole resource or module.
func (d *deployTime) name(n, up, top syntax.Node) {
	e, _ := n.(syntax.Expr)
	if x, ok := up.(*syntax.IndexExpr); ok && stripNonNull(x.X) == n {
		if isAccess(top) {
			return
		}
		if s := d.resolve(x); s != nil && isIntIndex(d.c.types[x.Index]) {
			d.whole(n, s)
		}
		return
	}
	if isAccess(up) {
		return
	}
	if s := d.resolve(e); s != nil {
		d.whole(n, s)
	}
}

func isAccess(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.MemberExpr, *syntax.IndexExpr:
		return true
	case *syntax.CallExpr:
		return n.X != nil
	}
	return false
}

func stripNonNull(e syntax.Expr) syntax.Node {
	for {
		x, ok := e.(*syntax.NonNullExpr)
		if !ok {
			return e
		}
		e = x.X
	}
}

func isIntIndex(t types.Type) bool {
	if t == nil {
		return false
	}
	for _, m := range types.MembersOf(t) {
		switch m.(type) {
		case types.Int, types.IntLit, types.Any:
		default:
			return false
		}
	}
	return true
}

// whole reports the use of a whole resource or module. A parent or a scope may
// be one, unless it is known too late which one.
func (d *deployTime) whole(at syntax.Node, s Symbol) {
	if d.links {
		if r, ok := s.(*Resource); !ok || !d.isLate(r) {
			return
		}
	}
	d.report(at, lateValue{symbol: s})
}

// resolve is the resource or module that an expression stands for, nil for a
// whole loop of them.
func (d *deployTime) resolve(e syntax.Expr) Symbol {
	e, _ = stripNonNull(e).(syntax.Expr)
	loop := false
	if x, ok := e.(*syntax.IndexExpr); ok {
		if _, text := d.c.types[x.Index].(types.StringLit); !text {
			e, _ = stripNonNull(x.X).(syntax.Expr)
			loop = true
		}
	}
	s := d.c.m.nameUse(e)
	switch s.(type) {
	case *Resource, *Module:
		if isLoop(s) == loop {
			return s
		}
	}
	return nil
}

// accessed checks the use of a property.
func (d *deployTime) accessed(at syntax.Node, base syntax.Expr, name string) {
	s := d.resolve(base)
	if s == nil {
		return
	}
	if d.isUnreadable(s, name) {
		d.report(at, lateValue{symbol: s, property: name})
	}
}

// isUnreadable reports whether a property is known too late.
func (d *deployTime) isUnreadable(s Symbol, name string) bool {
	o := d.c.bodyObject(s)
	if o == nil {
		return false
	}
	if r, ok := s.(*Resource); ok && d.late[r][name] {
		return true
	}
	p, ok := o.Property(name)
	return ok && !p.Flags.Has(types.ReadableAtDeployTime)
}

// indexed checks the use of a property by x['name'].
func (d *deployTime) indexed(e *syntax.IndexExpr) {
	s := d.resolve(e.X)
	if s == nil || d.c.bodyObject(s) == nil {
		return
	}
	t := d.c.types[e.Index]
	if t == nil {
		return
	}
	for _, m := range types.MembersOf(t) {
		l, ok := m.(types.StringLit)
		if !ok {
			d.report(e, lateValue{symbol: s})
			return
		}
		if d.isUnreadable(s, l.Value) {
			d.report(e, lateValue{symbol: s, property: l.Value})
		}
	}
}

// variable is the first late value that a variable holds, nil if there is
// none.
func (d *deployTime) variable(v *Var) *lateValue {
	if late, ok := d.vars[v]; ok {
		return late
	}
	d.vars[v] = nil
	var found *lateValue
	outer, links := d.report, d.links
	d.links = false
	d.report = func(_ syntax.Node, late lateValue) {
		if found == nil {
			late.through = append([]string{v.Name()}, late.through...)
			found = &late
		}
	}
	d.look(v.Decl.Value, nil, nil)
	d.report, d.links = outer, links
	d.vars[v] = found
	return found
}
