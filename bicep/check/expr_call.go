package check

import (
	"fmt"
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// call is the type of a call.
func (c *checker) call(e *syntax.CallExpr) types.Type {
	if e.X != nil {
		return c.method(e)
	}
	switch s := c.m.Uses[e.Name].(type) {
	case nil:
		c.arguments(e, nil)
		return types.Error{} // reported
	case *Builtin:
		return c.builtinCall(e)
	case *Func:
		return c.declaredCall(e, c.symbol(s))
	case *Imported:
		return c.importedCall(e, s.From, s.Symbol)
	default:
		c.arguments(e, nil)
		if isFunction(e.Name.Name) {
			c.err(e.Name, "BCP265", "found the declaration '%s', which hides the function of that name; write 'sys.%s' or 'az.%s'", e.Name.Name, e.Name.Name, e.Name.Name)
		} else {
			c.err(e.Name, "BCP059", "found '%s', wanted a function", e.Name.Name)
		}
		return types.Error{}
	}
}

func (c *checker) importedCall(e *syntax.CallExpr, from Source, name string) types.Type {
	if from == nil {
		c.arguments(e, nil)
		return types.Error{} // reported
	}
	x := c.s.export(from, name)
	switch {
	case !x.isFunc:
		c.arguments(e, nil)
		c.err(e.Name, "BCP059", "found '%s', wanted a function", e.Name.Name)
		return types.Error{}
	case x.lambda == nil:
		c.arguments(e, nil)
		return types.Any{}
	}
	return c.declaredCall(e, x.lambda)
}

// declaredCall is the type of a call of a function that a file declares.
func (c *checker) declaredCall(e *syntax.CallExpr, t types.Type) types.Type {
	l, ok := t.(*types.Lambda)
	if !ok {
		c.arguments(e, nil)
		if isError(t) && !c.m.Cyclic(c.inside) {
			c.err(e.Name, "BCP062", "the declaration of '%s' has errors", e.Name.Name)
		}
		return types.Error{}
	}
	f := &function{name: e.Name.Name, returns: l.Returns}
	for _, p := range l.Params {
		f.params = append(f.params, param{typ: p})
	}
	return c.apply(e, []*function{f})
}

// builtinCall is the type of a call of a function of the language.
func (c *checker) builtinCall(e *syntax.CallExpr) types.Type {
	if isBanned(e.Name.Name) {
		c.arguments(e, nil)
		c.banned(e.Name)
		return types.Error{}
	}
	return c.applyBuiltin(e, builtinFunctions(e.Name.Name))
}

// applyBuiltin applies a function of the language, if it may be called here.
func (c *checker) applyBuiltin(e *syntax.CallExpr, all []*function) types.Type {
	overloads := slices.DeleteFunc(slices.Clone(all), func(f *function) bool { return !c.visible(f) })
	if len(overloads) == 0 {
		c.arguments(e, nil)
		c.err(e.Name, "BCP057", "the function '%s' is not available here", e.Name.Name)
		return types.Error{}
	}
	flags := overloads[0].flags
	switch {
	case flags.has(defaultsOnly) && c.allow != allowParam:
		c.arguments(e, overloads)
		c.err(e.Name, "BCP065", "the function '%s' may be called only in the default of a parameter", e.Name.Name)
		return types.Error{}
	case flags.has(runtime) && c.allow != allowRuntime:
		c.arguments(e, overloads)
		c.err(e.Name, "BCP066", "the function '%s' may be called only in the body of a resource, in a variable or in an output", e.Name.Name)
		return types.Error{}
	}
	return c.apply(e, overloads)
}

// visible reports whether files of this kind and scope know a function.
func (c *checker) visible(f *function) bool {
	switch {
	case c.m.File.Params:
		return f.flags&(paramsFile|anyFile) != 0
	case f.flags.has(paramsFile):
		return false
	}
	return f.scopes == 0 || f.scopes&c.m.Scope == c.m.Scope
}

// banned reports a function of ARM for which Bicep has something better.
func (c *checker) banned(id *syntax.Ident) {
	switch id.Name {
	case "variables":
		c.err(id, "BCP060", "found the function 'variables', wanted the name of the variable")
	case "parameters":
		c.err(id, "BCP061", "found the function 'parameters', wanted the name of the parameter")
	case "if":
		c.err(id, "BCP100", "found the function 'if', wanted 'condition ? then : else'")
	case "createArray":
		c.err(id, "BCP101", "found the function 'createArray', wanted '[…]'")
	case "createObject":
		c.err(id, "BCP102", "found the function 'createObject', wanted '{…}'")
	default:
		c.err(id, "BCP069", "found the function '%s', wanted the operator '%s'", id.Name, operatorOf(id.Name))
	}
}

func operatorOf(function string) string {
	switch function {
	case "add":
		return "+"
	case "sub":
		return "-"
	case "mul":
		return "*"
	case "div":
		return "/"
	case "mod":
		return "%"
	case "less":
		return "<"
	case "lessOrEquals":
		return "<="
	case "greater":
		return ">"
	case "greaterOrEquals":
		return ">="
	case "equals":
		return "=="
	case "not":
		return "!"
	case "and":
		return "&&"
	case "or":
		return "||"
	default:
		return "??"
	}
}

// arguments are the types of the arguments.
func (c *checker) arguments(e *syntax.CallExpr, overloads []*function) (args []types.Type, bad bool) {
	args = make([]types.Type, len(e.Args))
	for i, a := range e.Args {
		args[i] = c.expr(a, wantedArg(overloads, i, args[:i]))
		if isError(args[i]) {
			bad = true
			args[i] = types.Any{}
		}
	}
	return args, bad
}

// wantedArg is the type that the overloads want of an argument.
func wantedArg(overloads []*function, i int, before []types.Type) types.Type {
	var list []types.Type
	for _, f := range overloads {
		if _, most := f.arity(); most < 0 || i < most {
			list = append(list, f.wanted(i, before))
		}
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return types.NewUnion(list...)
}

// apply is the type of a call of the overload that the arguments fit.
func (c *checker) apply(e *syntax.CallExpr, overloads []*function) types.Type {
	args, bad := c.arguments(e, overloads)
	return c.applyTo(e, overloads, args, bad)
}

func (c *checker) applyTo(e *syntax.CallExpr, overloads []*function, args []types.Type, bad bool) types.Type {
	found, misfits, counts := matching(overloads, args)
	if len(found) == 0 {
		for _, m := range misfits {
			if rest, ok := types.AssignableIfNotNull(m.got, m.want); ok {
				args = slices.Clone(args)
				args[m.at] = rest
				return c.applyTo(e, overloads, args, bad)
			}
		}
		c.noMatch(e, args, misfits, counts)
		return types.Error{}
	}
	if bad {
		return types.Error{}
	}
	if len(found) > 1 {
		return types.Any{}
	}
	return c.result(e, found[0], args)
}

// noMatch reports arguments that fit no overload.
func (c *checker) noMatch(e *syntax.CallExpr, args []types.Type, misfits []misfit, counts []*function) {
	if len(misfits) == 0 {
		c.wrongCount(e, len(args), counts)
		return
	}
	sameAt := !slices.ContainsFunc(misfits, func(m misfit) bool { return m.at != misfits[0].at })
	if len(misfits) > 1 && sameAt {
		wants := make([]types.Type, len(misfits))
		for i, m := range misfits {
			wants[i] = m.want
		}
		c.err(e.Args[misfits[0].at], "BCP048", "found an argument '%s' for '%s', wanted one of %s",
			typeName(misfits[0].got), e.Name.Name, names(types.Names(wants)))
		return
	}
	last := misfits[0]
	for _, m := range misfits {
		if m.at >= last.at {
			last = m
		}
	}
	c.wrongArgument(e.Args[last.at], last.got, last.want)
}

func (c *checker) wrongArgument(at syntax.Node, got, want types.Type) {
	c.err(at, "BCP070", "found '%s', wanted '%s'", typeName(got), typeName(want))
}

func (c *checker) wrongCount(e *syntax.CallExpr, n int, overloads []*function) {
	if len(overloads) == 0 {
		return
	}
	fewest, most := overloads[0].arity()
	for _, f := range overloads[1:] {
		lo, hi := f.arity()
		fewest = min(fewest, lo)
		if most = max(most, hi); hi < 0 {
			most = -1
		}
	}
	wanted := fmt.Sprint(fewest)
	switch {
	case most < 0:
		wanted = fmt.Sprintf("%d or more", fewest)
	case most > fewest:
		wanted = fmt.Sprintf("%d to %d", fewest, most)
	}
	at := syntax.Range{From: e.Name.End(), To: e.End()}
	c.err(at, "BCP071", "found %d arguments for '%s', wanted %s", n, e.Name.Name, wanted)
}

// result compares the arguments with the parameters once more, in depth, and
// tells the type of the result.
func (c *checker) result(e *syntax.CallExpr, f *function, args []types.Type) types.Type {
	c.calls[e] = f
	for i, a := range e.Args {
		if i < len(f.params) && f.params[i].constant {
			c.constant(a)
		}
		c.narrow(narrowing{}, a, c.types[a], f.wanted(i, args))
	}
	if f.fold {
		if t := foldCall(f.name, args); t != nil {
			return t
		}
	}
	if f.derive != nil {
		if t := f.derive(c, e, args); t != nil {
			return c.bounded(t)
		}
	}
	if f.name == "deployment" && f.returns == types.Type(anyObject) {
		return c.deploymentType() // not in the table, for it asks for other types
	}
	return f.returns
}

// method is the type of x.name(…).
func (c *checker) method(e *syntax.CallExpr) types.Type {
	base := c.expr(e.X, nil)
	if isError(base) {
		c.arguments(e, nil)
		return base
	}
	if ns, ok := base.(*types.Namespace); ok {
		return c.namespaceCall(e, ns)
	}
	body := unwrapped(base)
	if _, asserted := syntax.Unparen(e.X).(*syntax.NonNullExpr); !asserted {
		if on := c.named(e.X); on != nil && !c.isWithin(on) && c.mayBeAbsent(on) {
			c.warn(e.Name, "BCP422", "found '%s', which may be null, before the call of '%s'", typeName(types.Nullable(body)), e.Name.Name)
		}
	}
	switch body.(type) {
	case *types.Object, *types.Discriminated:
	default:
		c.arguments(e, nil)
		c.err(e.Name, "BCP067", "found '%s', wanted something that has functions", typeName(body))
		return types.Error{}
	}
	return c.resourceCall(e, base, body)
}

// resourceCall is the type of a call of a function of a resource.
func (c *checker) resourceCall(e *syntax.CallExpr, base, body types.Type) types.Type {
	if e.Name.Name == "" {
		return types.Error{} // reported
	}
	r, ok := base.(*types.ResourceType)
	if !ok {
		c.arguments(e, nil)
		c.err(e.Name, "BCP109", "the type '%s' has no function '%s'", typeName(body), e.Name.Name)
		return types.Error{}
	}
	overloads := resourceFunctions(r, e.Name.Name)
	if len(overloads) == 0 {
		c.arguments(e, nil)
		c.err(e.Name, "BCP109", "the type '%s' has no function '%s'", typeName(body), e.Name.Name)
		return types.Error{}
	}
	return c.apply(e, overloads)
}

// namespaceCall is the type of sys.name(…), az.name(…) or that of a function
// of an imported file.
func (c *checker) namespaceCall(e *syntax.CallExpr, ns *types.Namespace) types.Type {
	name := e.Name.Name
	if f, ok := c.m.Uses[e.Name].(*Foreign); ok {
		return c.importedCall(e, f.Import.From, f.Symbol)
	}
	if isNamespace(ns.Name) && name != "" {
		if ns.Name == "sys" && isBanned(name) {
			c.arguments(e, nil)
			c.banned(e.Name)
			return types.Error{}
		}
		if all := builtinFunctions(name); len(all) > 0 && (namespaceOf(name) == ns.Name) {
			return c.applyBuiltin(e, all)
		}
	}
	c.arguments(e, nil)
	if name == "" {
		return types.Error{}
	}
	if guess := similar(name, functionsOf(ns.Name)); guess != "" {
		c.err(e.Name, "BCP108", "the namespace '%s' has no function '%s'; did you mean '%s'?", ns.Name, name, guess)
	} else {
		c.err(e.Name, "BCP107", "the namespace '%s' has no function '%s'", ns.Name, name)
	}
	return types.Error{}
}
