package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// maxDeclDepth is how many declarations may be checked within each other
// because each refers to the next. Beyond it nothing is known of a symbol.
const maxDeclDepth = 3000

// symbol is the type of a symbol as a value, which checks its declaration
// unless that was done. It is Error for a declaration that has none.
func (c *checker) symbol(s Symbol) types.Type {
	if t, ok := c.values[s]; ok {
		return t
	}
	if c.m.Cyclic(s) {
		c.values[s] = types.Error{}
		c.declaration(s)
		return types.Error{}
	}
	if c.depth >= maxDeclDepth {
		return types.Any{}
	}
	c.depth++
	c.values[s] = types.Any{} // while it is being checked
	t := c.declaration(s)
	c.values[s] = t
	c.depth--
	return t
}

// declaration checks the declaration of a symbol.
func (c *checker) declaration(s Symbol) types.Type {
	t := types.Type(types.Error{})
	switch s := s.(type) {
	case *Param:
		c.within(s, allowParam, func() { t = c.paramDecl(s) })
	case *Var:
		c.within(s, allowRuntime, func() { t = c.varDecl(s) })
	case *Func:
		c.within(s, allowRuntime, func() { t = c.funcDecl(s) })
	case *Output:
		c.within(s, allowRuntime, func() { t = c.outputDecl(s) })
	case *Metadata:
		c.within(s, allowNothing, func() { t = c.metadataDecl(s) })
	case *Resource:
		c.within(s, allowRuntime, func() { t = c.resourceDecl(s) })
	case *Module:
		c.within(s, allowRuntime, func() { t = c.moduleDecl(s) })
	case *TypeAlias:
		c.within(s, allowNothing, func() { t = c.typeDecl(s) })
	case *Assert:
		c.within(s, allowNothing, func() { t = c.assertDecl(s) })
	case *Assigned:
		c.within(s, allowNothing, func() { t = c.assignedDecl(s) })
	case *Imported:
		t = c.importedDecl(s)
	}
	return t
}

// value is the type of a name in an expression.
func (c *checker) value(id *syntax.Ident) types.Type {
	switch s := c.m.Uses[id].(type) {
	case nil:
		return types.Error{} // reported
	case *Local:
		if t, ok := c.values[s]; ok {
			return c.used(id, s, t)
		}
		return types.Any{}
	case *Param, *Var, *Resource, *Module, *Assigned:
		t := c.symbol(s)
		if c.m.Cyclic(s) {
			t = types.Error{}
		}
		return c.used(id, s, t)
	case *TypeAlias:
		c.err(id, "BCP288", "found the type '%s', wanted a value", id.Name)
	case *Imported:
		return c.imported(id, s)
	case *Wildcard:
		return &types.Namespace{Name: id.Name}
	case *Namespace:
		return &types.Namespace{Name: id.Name}
	case *Extension:
		if isNamespace(id.Name) {
			return &types.Namespace{Name: id.Name}
		}
		return types.Any{}
	case *Builtin:
		switch {
		case id.Name == "resource":
			c.err(id, "BCP057", "the name '%s' is not declared", id.Name)
		case isBanned(id.Name):
			c.banned(id)
		case isBuiltinType(id.Name):
			c.err(id, "BCP288", "found the type '%s', wanted a value", id.Name)
		default:
			c.notValue(id)
		}
	case *Func, *Output, *Metadata, *Test, *Assert:
		c.notValue(id)
	}
	return types.Error{}
}

func (c *checker) notValue(id *syntax.Ident) {
	c.err(id, "BCP063", "found '%s', wanted a parameter, variable, resource or module", id.Name)
}

// used is the type of a symbol at a use. The errors of its declaration are
// reported there; the use says only that there are some.
func (c *checker) used(at *syntax.Ident, s Symbol, t types.Type) types.Type {
	if !isError(t) {
		return t
	}
	if c.m.Cyclic(s) && c.m.Cyclic(c.inside) {
		return t // reported as a part of the cycle
	}
	c.err(at, "BCP062", "the declaration of '%s' has errors", at.Name)
	return types.Error{}
}

// imported is the type of an imported name as a value.
func (c *checker) imported(id *syntax.Ident, s *Imported) types.Type {
	if s.From == nil {
		return types.Error{} // reported
	}
	x := c.s.export(s.From, s.Symbol)
	switch {
	case x.isFunc:
		c.notValue(id)
		return types.Error{}
	case x.isType:
		c.err(id, "BCP288", "found the type '%s', wanted a value", id.Name)
		return types.Error{}
	case x.typ == nil:
		return types.Any{}
	}
	return x.typ
}

// importedDecl is the type of what an import names.
func (c *checker) importedDecl(s *Imported) types.Type {
	if s.From == nil {
		return types.Error{}
	}
	x := c.s.export(s.From, s.Symbol)
	switch {
	case x.lambda != nil:
		return x.lambda
	case x.typ == nil:
		return types.Any{}
	}
	return x.typ
}

// export is what a file exports under a name.
type export struct {
	typ            types.Type
	lambda         *types.Lambda
	isType, isFunc bool
}

// export finds what a source exports.
func (s *session) export(from Source, name string) export {
	switch from := from.(type) {
	case *Model:
		return s.modelExport(from, name)
	case *Template:
		return s.template(from).export(name)
	}
	return export{}
}

func (s *session) modelExport(m *Model, name string) export {
	c := s.checkers[m]
	if c == nil {
		return export{}
	}
	switch sym := m.Export(name).(type) {
	case *TypeAlias:
		return export{typ: c.alias(sym), isType: true}
	case *Var:
		return export{typ: c.symbol(sym)}
	case *Func:
		l, _ := c.symbol(sym).(*types.Lambda)
		return export{lambda: l, isFunc: true}
	}
	return export{}
}

// loopItems gives the names of a loop their types.
func (c *checker) loopItems(f *syntax.ForExpr, list types.Type) {
	item, isList := types.ItemOf(list)
	if !isList {
		item = types.Any{}
	}
	c.local(f.Item, item)
	if f.Index == nil {
		return
	}
	const maxCopies = 800
	last := int64(maxCopies)
	if r, ok := types.LengthOf(list); ok && r.HasMax && r.Max > 0 {
		last = r.Max - 1
	}
	c.local(f.Index, types.NewInt(types.Between(0, last), 0))
}

// local gives a local its type.
func (c *checker) local(id *syntax.Ident, t types.Type) {
	if id == nil {
		return
	}
	if s, ok := c.m.Defs[id]; ok {
		c.values[s] = t
	}
}
