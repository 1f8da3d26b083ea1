package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/diag"
)

// CheckOptions say what Check looks for. The zero value is what Bicep does by
// default: types, and the linter rules that are on.
type CheckOptions struct {
	// NoLint leaves the linter rules out.
	NoLint bool
	// Rules gives linter rules another severity than their own, by name. The
	// zero severity turns a rule off.
	Rules map[string]diag.Severity
}

// Check finds the types of everything in a program and reports what Bicep
// would: errors, warnings, and the findings of the linter. What Load reported
// is not reported again; a caller that wants all joins the two lists. The list
// is sorted. Check is called once for a program, which remembers the types; see
// Model.TypeOf.
func Check(p *Program, opts CheckOptions) diag.List {
	if p == nil {
		return nil
	}
	s := newSession(p)
	var list diag.List
	for _, m := range p.Models {
		c := newChecker(s, m)
		s.checkers[m] = c
		c.run()
		if !opts.NoLint {
			c.lint(opts.Rules)
		}
		list = append(list, c.finish()...)
	}
	list.Sort()
	return list
}

// TypeOf is the type of an expression or of a type expression, and whether
// there is one: there is none before Check and in code that cannot be reached.
func (m *Model) TypeOf(n syntax.Node) (types.Type, bool) {
	t, ok := m.types[n]
	return t, ok
}

// SymbolType is the type of a symbol, and whether there is one: for a type or
// a resource, that of its values, for a function a lambda. There is none before
// Check.
func (m *Model) SymbolType(s Symbol) (types.Type, bool) {
	t, ok := m.values[s]
	return t, ok
}

// session is one run of Check.
type session struct {
	lookup    func(typeName, apiVersion string) (*types.ResourceType, bool)
	checkers  map[*Model]*checker
	templates map[*Template]*templateTypes
	declared  map[declaration]*types.ResourceType
	// optional, collapsed and nullables remember what is costly to compute for
	// the large enumerations of schemas.
	optional  map[types.Type]types.Type
	collapsed map[types.Type]types.Type
	nullables map[types.Type]types.Type
	// matched remembers what was compared with a pattern, which has to be compiled.
	matched map[patterned]matched
	// fuel bounds how often a value is compared once more, through a variable,
	// with a type. Without it nested variables take exponential time.
	fuel int
	// bulk is how large the types are that were made; see maxBulk.
	bulk int
}

// declaration is a resource type as one kind of declaration sees it.
type declaration struct {
	typ *types.ResourceType
	as  types.Declaration
}

// declare is the type as a declaration sees it, made once for all that declare
// it alike.
func (s *session) declare(t *types.ResourceType, as types.Declaration) *types.ResourceType {
	key := declaration{typ: t, as: as}
	d := s.declared[key]
	if d == nil {
		d = t.Declare(as)
		s.declared[key] = d
	}
	return d
}

// maxFuel is far above what sensible files need.
const maxFuel = 2_000_000

func newSession(p *Program) *session {
	return &session{
		lookup:    p.lookup,
		checkers:  map[*Model]*checker{},
		templates: map[*Template]*templateTypes{},
		declared:  map[declaration]*types.ResourceType{},
		optional:  map[types.Type]types.Type{},
		collapsed: map[types.Type]types.Type{},
		nullables: map[types.Type]types.Type{},
		matched:   map[patterned]matched{},
		fuel:      maxFuel,
	}
}

// checker checks one file.
type checker struct {
	s *session
	m *Model
	// types are those of expressions and type expressions.
	types map[syntax.Node]types.Type
	// values are the types of symbols, as values.
	values map[Symbol]types.Type
	// bodies are the types that resources and modules are declared with: the
	// type of one body, whatever loops and conditions surround it.
	bodies map[Symbol]types.Type
	// wants are the types that object literals are wanted to have.
	wants map[*syntax.ObjectExpr]types.Type
	// objects are the object types that the file writes out.
	objects map[*types.Object]writtenObject
	// calls are the overloads that calls of functions of the language match.
	calls map[*syntax.CallExpr]*function

	// allow is what may be called here.
	allow placement
	// inside is the symbol whose declaration is being checked.
	inside Symbol
	// depth counts the declarations that are being checked within each other.
	depth int
	// reported counts what was reported, to bound it.
	reported int
	out      *diag.List
	// parents is made when it is first needed, which is for errors only.
	parents map[syntax.Node]syntax.Node
	deploy  *deployTime
	nodes   nodes
}

func newChecker(s *session, m *Model) *checker {
	size := len(m.File.Tokens()) / 3
	c := &checker{
		s: s, m: m,
		types:  make(map[syntax.Node]types.Type, size),
		values: map[Symbol]types.Type{},
		bodies: map[Symbol]types.Type{},
		wants:  make(map[*syntax.ObjectExpr]types.Type, size/8),
		calls:  map[*syntax.CallExpr]*function{},

		objects: map[*types.Object]writtenObject{},
		out:     &diag.List{},
	}
	m.types, m.values = c.types, c.values
	return c
}

// run checks the declarations, and then what can be told only of the whole.
func (c *checker) run() {
	c.requiredCycles()
	for _, s := range c.m.File.Stmts {
		c.nodes.walk(s)
		c.stmt(s)
	}
	for _, r := range c.m.Resources {
		if r.Nested {
			c.symbol(r)
		}
	}
	c.scopes()
	c.deployTimes()
	c.loops()
	c.limits()
	c.assignments()
}

// finish returns what is to be reported.
func (c *checker) finish() diag.List { return c.undisabled(*c.out) }

// hasErrors reports whether the file has errors of any kind.
func (c *checker) hasErrors() bool { return c.m.faulty || c.out.HasErrors() }

// within checks a declaration, with what it may call.
func (c *checker) within(owner Symbol, allow placement, check func()) {
	outerAllow, outer := c.allow, c.inside
	c.allow, c.inside = allow, owner
	check()
	c.allow, c.inside = outerAllow, outer
}

// isError reports whether a type stands for something that was reported.
func isError(t types.Type) bool { return t == types.Type(types.Error{}) }

func anyError(list []types.Type) bool { return slices.ContainsFunc(list, isError) }

func isAny(t types.Type) bool { return t == types.Type(types.Any{}) }

// Types that are wanted again and again. They are never changed.
var (
	anyObject   = types.AnyObject(0)
	anyArray    = &types.Array{Item: types.Any{}}
	stringArray = &types.Array{Item: types.String{}}
)
