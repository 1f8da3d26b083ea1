package emit

import (
	"maps"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// env is where an expression is converted: its file, and what the locals of
// loops stand for where they do not stand for the running copy.
type env struct {
	e *emitter
	f *file
	// locals are replaced.
	locals map[*check.Local]expr
	// copyName is the name of all loops, if not empty: an imported variable
	// may have got another name.
	copyName string
}

func (e *emitter) env() env { return env{e: e, f: e.main} }

// inLoop is the environment in which the locals of a loop stand for one
// element, that of the index.
func (c env) inLoop(l *syntax.ForExpr, index expr) env {
	if l == nil || index == nil {
		return c
	}
	locals := maps.Clone(c.locals)
	if locals == nil {
		locals = map[*check.Local]expr{}
	}
	if item, ok := c.f.m.Defs[l.Item].(*check.Local); ok {
		locals[item] = access(c.expr(l.List), index)
	}
	if ix, ok := c.f.m.Defs[l.Index].(*check.Local); ok {
		locals[ix] = index
	}
	c.locals = locals
	return c
}

// index converts an index; nil stays nil.
func (c env) index(ix syntax.Expr) expr {
	if ix == nil {
		return nil
	}
	return c.expr(ix)
}

// local is what a local stands for.
func (c env) local(l *check.Local) expr {
	if x, ok := c.locals[l]; ok {
		return x
	}
	switch l.Kind {
	case check.FuncParam:
		return fn("parameters", text(l.Name()))
	case check.LambdaParam:
		return fn("lambdaVariables", text(l.Name()))
	}
	ix := fn("copyIndex")
	if name := c.loopName(l.Loop()); name != "" {
		ix.args = []expr{text(name)}
	}
	if l.Kind == check.LoopIndex {
		return ix
	}
	return access(c.expr(l.Loop().List), ix)
}

// loopName is the name that copyIndex takes within a loop, or "".
func (c env) loopName(l *syntax.ForExpr) string {
	if c.copyName != "" {
		return c.copyName
	}
	return c.f.loops[l]
}
