package snapshot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// Language is the template language with functions of someone else's: Azure
// Policy has the functions of templates that depend on their arguments alone,
// and some of its own. It never changes, and many may use it at once.
type Language struct{ builtins map[string]*builtin }

// Function is a function of a Language. Host says what it gives. It is not
// called where an argument is Unknown: then the result is Unknown too.
type Function struct {
	Name string
	// Min and Max are how many arguments it takes; Max < 0 for any number.
	Min, Max int
}

// NewLanguage is the language with further functions, which win over those of
// templates.
func NewLanguage(functions ...Function) *Language {
	pure := slices.Concat(logicFunctions(), numberFunctions(), textFunctions(), encodingFunctions(), listFunctions(), objectFunctions(), networkFunctions())
	l := &Language{builtins: make(map[string]*builtin, len(pure)+len(functions))}
	for i := range pure {
		l.builtins[strings.ToLower(pure[i].name)] = &pure[i]
	}
	for _, f := range functions {
		call := func(e *env, args []Value) (Value, error) { return e.t.host(f.Name, args) }
		l.builtins[strings.ToLower(f.Name)] = &builtin{name: f.Name, min: f.Min, max: f.Max, run: call, moves: true}
	}
	return l
}

// Compile reads every expression in t, which must come before Eval. The error
// is of the first that cannot be read, and at is its place.
func (l *Language) Compile(t Tree) (at Tree, err error) {
	n := t.n
	if n == nil {
		return t, nil
	}
	if len(n.names) >= indexFrom {
		n.indexed("") // so that nothing is written later on
	}
	if n.kind == nodeString && !n.expr.done {
		n.expr = (&taker{builtins: l.builtins}).parse(n.text)
	}
	if n.expr.err != nil {
		return t, n.expr.err
	}
	if err := l.known(n.expr.expr); err != nil {
		return t, err
	}
	for _, item := range n.items {
		if at, err := l.Compile(Tree{item, t.lines}); err != nil {
			return at, err
		}
	}
	return t, nil
}

// known reports the first call of a function that the language does not have.
func (l *Language) known(x expr) error {
	switch x := x.(type) {
	case *call:
		if x.fn == nil {
			return &failure{code: codeFunction, msg: "there is no function " + quoted(x.name), hint: (&taker{builtins: l.builtins}).suggest(x.name)}
		}
		for _, a := range x.args {
			if err := l.known(a); err != nil {
				return err
			}
		}
	case *access:
		return cmp.Or(l.known(x.base), l.known(x.index))
	}
	return nil
}

// Evaluator evaluates expressions within limits that all of them share. It is
// for one goroutine.
type Evaluator struct{ e *env }

// Evaluator makes one. Host is what the functions of NewLanguage give.
func (l *Language) Evaluator(limits Limits, host func(name string, args []Value) (Value, error)) *Evaluator {
	t := &taker{budget: budget{limits: limits.withDefaults()}, lines: diag.NewLines(nil), builtins: l.builtins, byID: map[string]*entry{}, host: host}
	f := &frame{t: t, node: &node{kind: nodeObject}}
	return &Evaluator{&env{t: t, f: f, home: f}}
}

// Eval is the value of a tree that was compiled, with the expressions in it
// evaluated.
func (v *Evaluator) Eval(t Tree) (Value, error) {
	if t.n == nil {
		return Null{}, nil
	}
	return v.e.result(t.n)
}

// Spend counts steps of other work against the limits. The error says that
// they are used up, which is final.
func (v *Evaluator) Spend(steps int) error { return v.e.t.spend(steps) }

// Spent is how many steps were counted.
func (v *Evaluator) Spent() int { return v.e.t.steps }

// Broken is the limit that was exceeded; nil while none was.
func (v *Evaluator) Broken() error { return v.e.t.broken }
