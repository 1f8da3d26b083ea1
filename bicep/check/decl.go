package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// stmt checks a statement.
func (c *checker) stmt(s syntax.Stmt) {
	if id := syntax.NameOf(s); id != nil {
		if sym, ok := c.m.Defs[id]; ok {
			c.symbol(sym)
		}
		return
	}
	switch s := s.(type) {
	case *syntax.TargetScopeDecl:
		c.within(nil, allowNothing, func() { c.targetScope(s) })
	case *syntax.MissingDecl:
		c.within(nil, allowNothing, func() { c.missingDecl(s) })
	case *syntax.ImportDecl:
		c.within(nil, allowNothing, func() { c.decorators(s.Decorators, target{kind: onImport, node: s}) })
		c.sourceErrors(c.importedFrom(s), s.Path)
		for _, it := range s.Items {
			if sym, ok := c.m.Defs[it.Name()]; ok {
				c.symbol(sym)
			}
		}
	case *syntax.ExtensionDecl:
		c.within(nil, allowNothing, func() { c.extension(s) })
	case *syntax.UsingDecl:
		c.noDecorators(s)
		c.sourceErrors(c.m.Using, s.Path)
		if s.Config != nil {
			c.expr(s.Config, nil)
		}
	case *syntax.ExtendsDecl:
		c.noDecorators(s)
	}
}

// importedFrom is the file that an import statement names, nil if there is none.
func (c *checker) importedFrom(d *syntax.ImportDecl) Source {
	for _, i := range c.m.Imported {
		if i.Decl == d {
			return i.From
		}
	}
	for _, w := range c.m.Wildcards {
		if w.Decl == d {
			return w.From
		}
	}
	return nil
}

// noDecorators reports decorators on a statement that takes none.
func (c *checker) noDecorators(s syntax.Stmt) {
	if list := syntax.DecoratorsOf(s); len(list) > 0 {
		at := syntax.Range{From: list[0].Pos(), To: list[0].Pos() + 1}
		c.err(at, "BCP130", "found a decorator on a statement that takes none")
	}
}

// scopeNames are the values of targetScope.
var scopeNames = literals("managementGroup", "resourceGroup", "subscription", "tenant")

func (c *checker) targetScope(s *syntax.TargetScopeDecl) {
	c.noDecorators(s)
	t := c.expr(s.Value, scopeNames)
	c.constant(s.Value)
	c.narrow(narrowing{}, s.Value, t, scopeNames)
}

func (c *checker) extension(s *syntax.ExtensionDecl) {
	c.decorators(s.Decorators, target{kind: onExtension, node: s})
	if s.Config != nil {
		c.expr(s.Config, nil)
	}
}

func (c *checker) metadataDecl(s *Metadata) types.Type {
	t := c.expr(s.Decl.Value, nil)
	c.decorators(s.Decl.Decorators, target{kind: onMetadata, node: s.Decl, typ: t})
	if isError(t) {
		return t
	}
	c.constant(s.Decl.Value)
	return t
}

func (c *checker) paramDecl(s *Param) types.Type {
	d := s.Decl
	declared := c.modified(c.typ(d.Type, d.Decorators), d.Decorators, true)
	c.visitTypes(d.Type, d.Decorators)
	c.values[s] = declared // defaults of other parameters may refer to it
	c.decorators(d.Decorators, target{kind: onParam, node: d, typ: declared, syntax: d.Type})
	assigned := c.allowedValues(d, declared)
	if d.Default == nil {
		return assigned
	}
	c.defaultNames(d.Default)
	if _, nullable := types.NonNull(declared); nullable {
		at := syntax.Range{From: c.assignOf(d), To: d.End()}
		c.err(at, "BCP326", "found a default for a parameter that may be null, which has null for one")
	}
	t := c.expr(d.Default, assigned)
	if isError(t) || isError(assigned) {
		return assigned
	}
	c.narrow(narrowing{}, d.Default, t, assigned)
	return assigned
}

// assignOf is where the "=" of a parameter with a default stands.
func (c *checker) assignOf(d *syntax.ParamDecl) syntax.Pos {
	text := c.m.File.Text(d)
	for i := d.Type.End() - d.Pos(); int(i) < len(text); i++ {
		if text[i] == '=' {
			return d.Pos() + i
		}
	}
	return d.Default.Pos()
}

// allowedValues is the type of a parameter whose values @allowed lists.
func (c *checker) allowedValues(d *syntax.ParamDecl, declared types.Type) types.Type {
	call := c.m.Decorator(d.Decorators, "allowed")
	if call == nil || len(call.Args) != 1 || isError(declared) {
		return declared
	}
	list, ok := call.Args[0].(*syntax.ArrayExpr)
	if !ok {
		return declared
	}
	rest, nullable := types.NonNull(declared)
	flags := types.FlagsOf(rest) & types.Secure
	assigned := allowedType(c, rest, list, flags)
	if assigned == nil {
		return declared
	}
	if nullable {
		return types.Nullable(assigned)
	}
	return assigned
}

func allowedType(c *checker, t types.Type, list *syntax.ArrayExpr, flags types.Flags) types.Type {
	values := make([]types.Type, 0, len(list.Items))
	nested := false
	for _, x := range list.Items {
		v := c.expr(x, nil)
		if isError(v) {
			return nil
		}
		_, isArray := types.LengthOf(v)
		nested = nested || isArray
		values = append(values, withFlags(v, flags))
	}
	switch t.(type) {
	case types.String, types.StringLit:
		return onlyLiterals(values, func(v types.Type) bool { _, ok := v.(types.StringLit); return ok })
	case types.Int, types.IntLit:
		return onlyLiterals(values, func(v types.Type) bool { _, ok := v.(types.IntLit); return ok })
	case *types.Array:
		item := onlyLiterals(values, types.IsLiteral)
		if item == nil || nested {
			return nil
		}
		return types.NewArray(item, types.Range{}, flags)
	}
	return nil
}

// onlyLiterals is the union of values if all of them are as asked, or nil.
func onlyLiterals(values []types.Type, ok func(types.Type) bool) types.Type {
	for _, v := range values {
		if !ok(v) {
			return nil
		}
	}
	if len(values) == 0 {
		return nil
	}
	return types.NewUnion(values...)
}

func withFlags(t types.Type, flags types.Flags) types.Type {
	switch t := t.(type) {
	case types.StringLit:
		t.Flags |= flags
		return t
	case types.IntLit:
		t.Flags |= flags
		return t
	}
	return t
}

// defaultNames reports names that the default of a parameter may not use.
func (c *checker) defaultNames(e syntax.Expr) {
	syntax.Inspect(e, func(n syntax.Node) bool {
		id, ok := n.(*syntax.Ident)
		if !ok {
			return true
		}
		switch c.m.Uses[id].(type) {
		case *Var, *Resource, *Module, *Local, *TypeAlias, *Imported, *Foreign:
			if _, isCall := c.parent(id).(*syntax.CallExpr); isCall && c.parent(id).(*syntax.CallExpr).Name == id {
				return true
			}
			c.err(id, "BCP072", "found '%s' in the default of a parameter, which may refer to parameters only", id.Name)
		}
		return true
	})
}

func (c *checker) varDecl(s *Var) types.Type {
	d := s.Decl
	if d.Type != nil {
		declared := c.modified(c.typ(d.Type, d.Decorators), d.Decorators, false)
		c.visitTypes(d.Type, d.Decorators)
		c.decorators(d.Decorators, target{kind: onVar, node: d, typ: declared, syntax: d.Type})
		c.assign(d.Value, declared)
		return declared
	}
	t := c.expr(d.Value, varWant(d.Value))
	if isError(t) {
		c.decorators(d.Decorators, target{kind: onVar, node: d})
		return t
	}
	if !types.Assignable(t, types.Any{}) {
		c.err(d.Value, "BCP041", "found '%s', which cannot be a variable", typeName(t))
		return types.Error{}
	}
	c.decorators(d.Decorators, target{kind: onVar, node: d, typ: t})
	return t
}

// varWant is the type wanted of the value of a variable: nothing, but for the
// body of a loop it makes a difference that it is a loop.
func varWant(e syntax.Expr) types.Type {
	if _, ok := e.(*syntax.ForExpr); ok {
		return anyArray
	}
	return nil
}

// assign compares a value with a declared type.
func (c *checker) assign(value syntax.Expr, declared types.Type) {
	t := c.expr(value, declared)
	if isError(t) || isError(declared) {
		return
	}
	c.narrow(narrowing{}, value, t, declared)
}

func (c *checker) funcDecl(s *Func) types.Type {
	d := s.Decl
	l := &types.Lambda{}
	bad := false
	for _, p := range d.Params {
		c.visitTypes(p.Type, nil)
		t := c.typ(p.Type, nil)
		bad = bad || isError(t)
		l.Params = append(l.Params, t)
		c.local(p.Name, t)
	}
	l.Returns = c.typ(d.Result, nil)
	c.visitTypes(d.Result, nil)
	bad = bad || isError(l.Returns)
	c.decorators(d.Decorators, target{kind: onFunc, node: d, typ: l})
	t := c.expr(d.Body, l.Returns)
	if bad || isError(t) {
		return types.Error{}
	}
	c.narrow(narrowing{}, d.Body, t, l.Returns)
	return l
}

func (c *checker) outputDecl(s *Output) types.Type {
	d := s.Decl
	declared := c.modified(c.typ(d.Type, d.Decorators), d.Decorators, false)
	c.visitTypes(d.Type, d.Decorators)
	c.decorators(d.Decorators, target{kind: onOutput, node: d, typ: declared, syntax: d.Type})
	c.assign(d.Value, declared)
	return declared
}

func (c *checker) typeDecl(s *TypeAlias) types.Type {
	d := s.Decl
	t := c.alias(s)
	if d.Name.Name == "resource" {
		c.err(d.Name, "BCP301", "found the type name 'resource', which the language has for itself")
	}
	c.visitTypes(d.Type, d.Decorators)
	c.decorators(d.Decorators, target{kind: onType, node: d, typ: t, syntax: d.Type})
	return t
}

func (c *checker) assertDecl(s *Assert) types.Type {
	t := c.expr(s.Decl.Value, nil)
	if !isError(t) && !types.Assignable(t, types.Bool{}) {
		c.err(s.Decl.Value, "BCP350", "found '%s', wanted 'bool'", typeName(t))
	}
	return types.Bool{}
}
