package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// loopWalk checks where loops stand and how loops of resources and modules
// are used.
type loopWalk struct {
	c *checker
	// decl is the declaration that the walk is in, nil where no loop may stand.
	decl syntax.Stmt
	// depends and properties are the properties of the resource or module in
	// which whole loops may be used.
	depends, properties *syntax.Property
	inDepends           bool
	inProperties        bool
	// operand is whether the walk is in an operand or an argument.
	operand bool
	// inner counts the loops of properties around, loops those of any kind.
	inner, loops int
	// through is, while the value of a variable is looked at, its use.
	through *syntax.Ident
	// seen are the variables that were looked through from there.
	seen map[*Var]bool
}

// loops checks the loops of the file.
func (c *checker) loops() {
	w := loopWalk{c: c}
	for _, s := range c.m.File.Stmts {
		w.stmt(s)
	}
}

func (w *loopWalk) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.ResourceDecl:
		w.resource(s)
	case *syntax.ModuleDecl:
		w.enter(s, s.Body, "params")
	case *syntax.VarDecl, *syntax.OutputDecl, *syntax.ParamAssign:
		w.decl = s
		w.children(s)
	case *syntax.ImportDecl, *syntax.UsingDecl, *syntax.ExtendsDecl, *syntax.TypeDecl:
	default:
		w.children(s)
	}
	w.decl = nil
}

// enter walks the body of a resource or a module.
func (w *loopWalk) enter(s syntax.Stmt, body syntax.Expr, properties string) {
	outer := *w
	w.decl = s
	u := syntax.UnpackBody(body)
	w.depends, w.properties = bodyProp(u, "dependsOn"), bodyProp(u, properties)
	w.children(s)
	*w = outer
}

func (w *loopWalk) resource(r *syntax.ResourceDecl) {
	if w.loops > 0 {
		w.c.err(r, "BCP160", "found a resource nested in a loop")
	}
	w.enter(r, r.Body, "properties")
}

func (w *loopWalk) children(n syntax.Node) {
	syntax.EachChild(n, func(c syntax.Node) { w.node(c, n) })
}

// node walks an expression.
func (w *loopWalk) node(n, parent syntax.Node) {
	outer := w.operand
	switch n := n.(type) {
	case *syntax.ResourceDecl:
		w.operand = false
		w.resource(n)
	case *syntax.Property:
		w.property(n)
	case *syntax.ForExpr:
		w.forExpr(n, parent)
	case *syntax.Ident:
		w.use(n, parent)
	case *syntax.NestedExpr:
		w.use(n, parent)
		w.node(n.X, n)
	case *syntax.ObjectExpr, *syntax.ArrayExpr, *syntax.IfExpr, *syntax.Decorator:
		w.children(n)
	case *syntax.CallExpr:
		w.operand = true
		if f := w.c.calls[n]; f == nil || !f.flags.has(anyArgs) {
			w.children(n)
		}
	case syntax.Expr:
		w.operand = true
		w.children(n)
	}
	w.operand = outer
}

func (w *loopWalk) property(p *syntax.Property) {
	_, isLoop := p.Value.(*syntax.ForExpr)
	if _, named := p.Name(); !named && isLoop {
		w.c.err(p.Key, "BCP143", "found a loop for a property with an interpolated name, wanted a literal name")
	}
	depends, properties := w.inDepends, w.inProperties
	w.inDepends = depends || p == w.depends
	w.inProperties = properties || p == w.properties
	if _, ok := p.Key.(*syntax.StringExpr); ok {
		w.node(p.Key, p)
	}
	w.node(p.Value, p)
	w.inDepends, w.inProperties = depends, properties
}

func (w *loopWalk) forExpr(f *syntax.ForExpr, parent syntax.Node) {
	inner := w.inner
	keyword := syntax.Range{From: f.Pos(), To: f.Pos()}
	text := w.c.m.File.Text(f)
	for i := range len(text) {
		if text[i] != '[' && text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t' {
			keyword = syntax.Range{From: f.Pos() + syntax.Pos(i), To: f.Pos() + syntax.Pos(i+3)}
			break
		}
	}
	switch {
	case w.through != nil:
	case w.isTop(f, parent):
	case w.isProperty(f, parent):
		if w.inner++; w.inner > 1 {
			w.c.err(keyword, "BCP142", "found a loop in the loop of a property, wanted one only")
		}
	default:
		w.c.err(keyword, "BCP138", "found a loop, wanted it as the value of a resource, module, variable or output, or of a property")
	}
	w.loops++
	w.children(f)
	w.loops--
	w.inner = inner
}

// isTop reports whether a loop is the value of a declaration.
func (w *loopWalk) isTop(f *syntax.ForExpr, parent syntax.Node) bool {
	if w.decl == nil || parent != syntax.Node(w.decl) {
		return false
	}
	switch s := w.decl.(type) {
	case *syntax.ResourceDecl:
		return s.Body == syntax.Expr(f)
	case *syntax.ModuleDecl:
		return s.Body == syntax.Expr(f)
	case *syntax.VarDecl:
		return s.Value == syntax.Expr(f)
	case *syntax.OutputDecl:
		return s.Value == syntax.Expr(f)
	case *syntax.ParamAssign:
		return s.Value == syntax.Expr(f)
	}
	return false
}

// isProperty reports whether a loop is the value of a property of a resource
// or a module, outside of operands and arguments.
func (w *loopWalk) isProperty(f *syntax.ForExpr, parent syntax.Node) bool {
	switch w.decl.(type) {
	case *syntax.ResourceDecl, *syntax.ModuleDecl:
	default:
		return false
	}
	p, ok := parent.(*syntax.Property)
	return ok && !w.operand && p.Value == syntax.Expr(f)
}

// use checks the use of a whole loop of resources or modules.
func (w *loopWalk) use(n, parent syntax.Node) {
	switch s := w.c.m.Use(n).(type) {
	case *Resource, *Module:
		if isLoop(s) {
			w.wholeLoop(n, parent)
		}
	case *Var:
		id, ok := n.(*syntax.Ident)
		_, inVar := w.decl.(*syntax.VarDecl)
		if ok && s.Inline && (!inVar || w.loops > 0 || w.through != nil) && !w.c.m.Cyclic(s) {
			w.lookThrough(id, s)
		}
	}
}

func (w *loopWalk) wholeLoop(n, parent syntax.Node) {
	for {
		p, ok := parent.(*syntax.ParenExpr)
		if !ok {
			break
		}
		parent = w.c.parent(p)
	}
	if w.inDepends || isAccess(parent) {
		return
	}
	_, isOutput := w.decl.(*syntax.OutputDecl)
	_, isVar := w.decl.(*syntax.VarDecl)
	if w.loops == 0 && (w.inProperties || isOutput || isVar && w.through == nil) {
		return
	}
	at := n
	if w.through != nil {
		at = w.through
	}
	w.c.err(at, "BCP144", "found a whole loop of resources or modules, wanted an item of it, such as '[0]'")
}

// lookThrough looks at the value of a variable that a template repeats at each
// use.
func (w *loopWalk) lookThrough(id *syntax.Ident, v *Var) {
	top := w.through == nil
	if top {
		w.through = id
		w.seen = map[*Var]bool{}
	}
	if !w.seen[v] && w.c.burn() {
		w.seen[v] = true
		w.node(v.Decl.Value, v.Decl)
	}
	if top {
		w.through, w.seen = nil, nil
	}
}

// lambdas checks where lambdas stand and what the variables of lambdas are
// used for.
func (c *checker) lambdas() {
	if len(c.nodes.lambdas) == 0 {
		return
	}
	for _, s := range c.m.File.Stmts {
		c.lambdasIn(s, nil, 0)
	}
}

// lambdasIn walks a node. deep counts the lambdas around it.
func (c *checker) lambdasIn(n, parent syntax.Node, deep int) {
	switch x := n.(type) {
	case *syntax.LambdaExpr:
		if call, ok := parent.(*syntax.CallExpr); !ok || !slices.ContainsFunc(call.Args, func(a syntax.Expr) bool { return syntax.Unparen(a) == n }) {
			if _, isFunc := parent.(*syntax.FuncDecl); !isFunc {
				c.err(x, "BCP242", "found a lambda, wanted it only as an argument of a function")
			}
		}
		deep++
	case *syntax.CallExpr:
		c.lambdaCall(x, deep)
	case *syntax.IndexExpr:
		c.lambdaIndex(x, deep)
	case *syntax.ParenExpr:
		c.lambdasIn(x.X, parent, deep)
		return
	}
	syntax.EachChild(n, func(child syntax.Node) { c.lambdasIn(child, n, deep) })
}

// lambdaCall reports variables of lambdas in the arguments of functions that
// are evaluated before the lambda.
func (c *checker) lambdaCall(e *syntax.CallExpr, deep int) {
	f := c.calls[e]
	if deep == 0 || f == nil || !f.flags.has(runtime) {
		return
	}
	var found []string
	for _, a := range e.Args {
		found = append(found, c.lambdaNames(a)...)
	}
	if len(found) > 0 {
		c.err(e, "BCP248", "found %s in the arguments of '%s', which cannot use variables of lambdas", names(found), e.Name.Name)
	}
}

func (c *checker) lambdaIndex(e *syntax.IndexExpr, deep int) {
	if deep == 0 {
		return
	}
	switch c.m.nameUse(e.X).(type) {
	case *Resource, *Module:
		if found := c.lambdaNames(e.Index); len(found) > 0 {
			c.err(e.Index, "BCP247", "found %s in the index of resources or modules, which cannot use variables of lambdas", names(found))
		}
	}
}

// lambdaNames are the variables of lambdas that an expression uses.
func (c *checker) lambdaNames(e syntax.Expr) []string {
	var found []string
	syntax.Inspect(e, func(n syntax.Node) bool {
		if id, ok := n.(*syntax.Ident); ok {
			if l, ok := c.m.Uses[id].(*Local); ok && l.Kind == LambdaParam && !slices.Contains(found, l.Name()) {
				found = append(found, l.Name())
			}
		}
		return true
	})
	return found
}
