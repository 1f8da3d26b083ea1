package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// place is a set of what a decorator may stand on.
type place uint16

const (
	onMetadata place = 1 << iota
	onParam
	onVar
	onFunc
	onOutput
	onType
	onResource
	onModule
	onProperty
	onItem
	onExtension
	onImport

	onTyped    = onParam | onOutput | onType | onProperty | onItem
	onAnything = onMetadata | onParam | onVar | onFunc | onOutput | onType | onResource | onModule | onProperty | onItem | onExtension | onImport
)

// decorator is a row of the table of decorators.
type decorator struct {
	name   string
	params []param
	on     place
	// fits is the type that what it stands on must have; nil is any.
	fits types.Type
	// paramsFile is whether parameters files know it.
	paramsFile bool
}

// decoratorTable are the decorators, sorted by name.
var decoratorTable = []decorator{
	{name: "allowed", params: []param{{name: "values", typ: anyArray, constant: true}}, on: onParam},
	{name: "batchSize", params: []param{req("batchSize", number)}, on: onResource | onModule},
	{name: "description", params: []param{{name: "text", typ: text, constant: true}}, on: onAnything, paramsFile: true},
	{name: "discriminator", params: []param{{name: "value", typ: text, constant: true}}, on: onTyped, fits: anyObject},
	{name: "export", on: onType | onVar | onFunc | onProperty | onItem},
	{name: "maxLength", params: []param{{name: "length", typ: number, constant: true}}, on: onTyped, fits: types.NewUnion(text, anyArray)},
	{name: "maxValue", params: []param{{name: "value", typ: number, constant: true}}, on: onTyped, fits: number},
	{name: "metadata", params: []param{{name: "object", typ: anyObject, constant: true}}, on: onTyped},
	{name: "minLength", params: []param{{name: "length", typ: number, constant: true}}, on: onTyped, fits: types.NewUnion(text, anyArray)},
	{name: "minValue", params: []param{{name: "value", typ: number, constant: true}}, on: onTyped, fits: number},
	{name: "nullIfNotFound", on: onResource},
	{name: "onlyIfNotExists", on: onResource},
	{name: "retryOn", params: []param{{name: "exceptionCodes", typ: stringArray, constant: true}, {name: "retryCount", typ: types.Int{Range: types.AtLeast(1)}, optional: true, constant: true}}, on: onResource},
	{name: "sealed", on: onTyped, fits: anyObject},
	{name: "secure", on: onTyped, fits: types.NewUnion(text, anyObject)},
}

// target is what a decorator stands on.
type target struct {
	kind place
	node syntax.Node
	// typ is its type; nil if it has none.
	typ types.Type
	// syntax is the type as written, or nil.
	syntax syntax.TypeExpr
}

// decoratorNamed is the row of a decorator, or nil.
func decoratorNamed(name string) *decorator {
	for i := range decoratorTable {
		if decoratorTable[i].name == name {
			return &decoratorTable[i]
		}
	}
	return nil
}

// decorators checks the decorators of a statement, a property or an item.
func (c *checker) decorators(list []*syntax.Decorator, t target) {
	if len(list) == 0 {
		return
	}
	outer := c.allow
	c.allow = allowNothing
	seen := map[string][]*syntax.Decorator{}
	var order []string
	for _, d := range list {
		if name := c.decorator(d, t); name != "" {
			if len(seen[name]) == 0 {
				order = append(order, name)
			}
			seen[name] = append(seen[name], d)
		}
	}
	for _, name := range order {
		if len(seen[name]) < 2 {
			continue
		}
		for _, d := range seen[name] {
			c.err(d, "BCP166", "found the decorator '%s' more than once", name)
		}
	}
	c.allow = outer
}

// decorator checks one decorator and returns its name if it is well-formed.
func (c *checker) decorator(d *syntax.Decorator, t target) string {
	row := c.decoratorRow(d, t.kind)
	if row == nil {
		return ""
	}
	call := d.Call()
	if !c.decoratorArgs(call, row) {
		return ""
	}
	if t.typ == nil || isError(t.typ) {
		return row.name
	}
	t.typ, _ = types.NonNull(t.typ)
	if row.fits != nil && !types.Assignable(t.typ, row.fits) {
		c.err(d, "BCP124", "found the decorator '%s' on '%s', wanted '%s'", row.name, typeName(t.typ), typeName(row.fits))
		return row.name
	}
	c.decoratorFurther(d, t)
	return row.name
}

// decoratorRow finds the decorator that is meant, if it may stand there.
func (c *checker) decoratorRow(d *syntax.Decorator, on place) *decorator {
	call := d.Call()
	if call == nil {
		c.notDecorator(d)
		return nil
	}
	if call.X != nil {
		base := c.expr(call.X, nil)
		if isError(base) {
			return nil
		}
		ns, ok := base.(*types.Namespace)
		if !ok {
			c.err(call.Name, "BCP152", "found '%s', which is no decorator", call.Name.Name)
			return nil
		}
		if ns.Name != "sys" || decoratorNamed(call.Name.Name) == nil {
			if builtinFunctions(call.Name.Name) != nil && namespaceOf(call.Name.Name) == ns.Name {
				c.err(call.Name, "BCP152", "found the function '%s', which is no decorator", call.Name.Name)
			} else {
				c.err(call.Name, "BCP107", "the namespace '%s' has no decorator '%s'", ns.Name, call.Name.Name)
			}
			return nil
		}
	}
	row := decoratorNamed(call.Name.Name)
	if row == nil {
		c.unknownDecorator(call)
		return nil
	}
	const lenient = onProperty | onItem | onFunc
	if row.on&on == 0 && on&onFunc == 0 && (call.X == nil || on&lenient == 0) {
		c.misplaced(call.Name, on)
		return nil
	}
	return row
}

// notDecorator reports an expression after @ that is no call.
func (c *checker) notDecorator(d *syntax.Decorator) {
	if d.X == nil || c.broken(d) {
		return
	}
	switch x := d.X.(type) {
	case *syntax.Ident:
		if c.m.Uses[x] == nil {
			return // reported
		}
		if _, ok := c.m.Uses[x].(*Builtin); ok {
			c.notValue(x)
			return
		}
	case *syntax.MemberExpr:
		if x.Name.Name == "" {
			return // reported
		}
	case *syntax.Bad:
		return // reported
	}
	c.err(d.X, "BCP141", "found an expression that is no call, wanted a decorator")
}

func (c *checker) unknownDecorator(call *syntax.CallExpr) {
	_, known := c.m.Uses[call.Name]
	switch {
	case isFunction(call.Name.Name):
		c.err(call.Name, "BCP152", "found the function '%s', which is no decorator", call.Name.Name)
	case known:
		c.err(call.Name, "BCP152", "the decorator '%s' needs an experimental feature", call.Name.Name)
	}
}

// misplaced reports a decorator on something it does not go with.
func (c *checker) misplaced(id *syntax.Ident, on place) {
	code, what := "BCP152", "here"
	switch on {
	case onParam:
		code, what = "BCP125", "on a parameter"
	case onVar:
		code, what = "BCP126", "on a variable"
	case onResource:
		code, what = "BCP127", "on a resource"
	case onModule:
		code, what = "BCP128", "on a module"
	case onOutput:
		code, what = "BCP129", "on an output"
	case onMetadata:
		code, what = "BCP269", "on metadata"
	case onType, onProperty, onItem:
		code, what = "BCP297", "on a type"
	}
	c.err(id, code, "found the decorator '%s' %s, where it means nothing", id.Name, what)
}

// decoratorArgs compares the arguments with the parameters.
func (c *checker) decoratorArgs(call *syntax.CallExpr, row *decorator) bool {
	f := &function{name: row.name, params: row.params, returns: types.Any{}}
	before := c.reported
	args, bad := c.arguments(call, []*function{f})
	found, misfits, counts := matching([]*function{f}, args)
	if len(found) == 0 {
		c.noMatch(call, args, misfits, counts)
		return false
	}
	if bad {
		return false
	}
	for i, a := range call.Args {
		if f.params[i].constant {
			c.constant(a)
		}
		c.narrow(narrowing{}, a, c.types[a], f.param(i))
	}
	return c.reported == before
}

// missingDecls reports decorators within an object below which no resource
// stands.
func (c *checker) missingDecls(o *syntax.ObjectExpr) {
	for _, item := range o.Items {
		if d, ok := item.(*syntax.MissingDecl); ok {
			c.missingDecl(d)
		}
	}
}

// missingDecl reports decorators below which no statement stands.
func (c *checker) missingDecl(d *syntax.MissingDecl) {
	if c.broken(d) || len(d.Decorators) == 0 {
		return
	}
	for _, x := range d.Decorators {
		if call := x.Call(); call != nil {
			c.arguments(call, nil)
		}
	}
	last := d.Decorators[len(d.Decorators)-1]
	code, what := "BCP132", "a declaration"
	if call := last.Call(); call != nil {
		if row := decoratorNamed(call.Name.Name); row != nil {
			code, what = afterDecorator(row.on)
		}
	}
	c.err(last, code, "found nothing below the decorator, wanted %s", what)
}

// afterDecorator is what is wanted below a decorator.
func afterDecorator(on place) (code, what string) {
	switch on {
	case onParam:
		return "BCP147", "a parameter"
	case onResource:
		return "BCP149", "a resource"
	case onResource | onModule:
		return "BCP153", "a resource or a module"
	case onTyped:
		return "BCP292", "a parameter, an output or a type"
	}
	return "BCP132", "a declaration"
}
