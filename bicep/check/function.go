package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// function is one overload of a function: a row of a table, or a function that
// a file declares.
type function struct {
	name string
	// params are those that have a place of their own.
	params []param
	// rest, if it is not nil, is the type of any number of further arguments,
	// of which there must be at least restMin.
	rest    types.Type
	restMin int
	// returns is the type of the result when the arguments tell no more.
	returns types.Type
	// derive, if it is not nil, tells the type of the result from the
	// arguments; nil means returns.
	derive func(c *checker, call *syntax.CallExpr, args []types.Type) types.Type
	// fold is whether literal arguments make a literal result; see foldCall.
	fold bool
	// flags say where it may be called.
	flags funcFlags
	// scopes are those of the files that may call it; 0 is all.
	scopes types.Scope
}

// param is a parameter of a function.
type param struct {
	name string
	typ  types.Type
	// optional parameters come last.
	optional bool
	// constant parameters want a literal.
	constant bool
	// from, if it is not nil, tells the type from the arguments before; nil
	// means typ.
	from func(args []types.Type) types.Type
}

// funcFlags say where a function may be called.
type funcFlags uint8

const (
	// paramsFile is for functions of parameters files only.
	paramsFile funcFlags = 1 << iota
	// anyFile is for functions that parameters files know as well.
	anyFile
	// defaultsOnly is for functions of defaults of parameters only.
	defaultsOnly
	// runtime is for functions that only the running deployment can evaluate.
	runtime
	// secureOnly is for functions whose result may only be given to a secure
	// parameter of a module.
	secureOnly
	// direct is for functions whose result must be the whole value.
	direct
	// anyArgs is for functions that do not look at the value of their
	// arguments.
	anyArgs
)

func (f funcFlags) has(want funcFlags) bool { return f&want == want }

// placement is what may be called at some place.
type placement uint8

const (
	// allowNothing is a place for functions without limits.
	allowNothing placement = iota
	// allowParam is the default of a parameter.
	allowParam
	// allowRuntime is a place that the running deployment evaluates.
	allowRuntime
)

// arity is how few and how many arguments a function takes; most is -1 if
// there is no limit.
func (f *function) arity() (fewest, most int) {
	for _, p := range f.params {
		if !p.optional {
			fewest++
		}
	}
	fewest += f.restMin
	most = len(f.params)
	if f.rest != nil {
		most = -1
	}
	return fewest, most
}

// param is the type of the argument at i.
func (f *function) param(i int) types.Type {
	if i < len(f.params) {
		return f.params[i].typ
	}
	if f.rest == nil {
		return types.Any{}
	}
	return f.rest
}

// wanted is the type of the argument at i, told from those before it.
func (f *function) wanted(i int, args []types.Type) types.Type {
	if i < len(f.params) && f.params[i].from != nil {
		if t := f.params[i].from(args); t != nil {
			return t
		}
	}
	return f.param(i)
}

// match is how well arguments fit a function.
type match uint8

const (
	mismatch match = iota
	// possible is a match but for arguments of type any.
	possible
	exact
)

// misfit is an argument that does not fit.
type misfit struct {
	f         *function
	at        int
	got, want types.Type
}

// fits compares arguments with a function.
func (f *function) fits(args []types.Type) (m match, bad misfit, count bool) {
	fewest, most := f.arity()
	if len(args) < fewest || most >= 0 && len(args) > most {
		return mismatch, misfit{}, true
	}
	anys := 0
	for _, a := range args {
		if isAny(a) {
			anys++
		}
	}
	if anys == len(args) && anys > 0 {
		return possible, misfit{}, false
	}
	for i, a := range args {
		if want := f.param(i); !types.Assignable(a, want) {
			return mismatch, misfit{f, i, a, want}, false
		}
	}
	if anys > 0 {
		return possible, misfit{}, false
	}
	return exact, misfit{}, false
}

// matching finds the overloads that arguments fit: one, unless arguments of
// type any leave it open.
func matching(overloads []*function, args []types.Type) (found []*function, bad []misfit, counts []*function) {
	for _, f := range overloads {
		switch m, b, count := f.fits(args); {
		case m == exact:
			return []*function{f}, nil, nil
		case m == possible:
			found = append(found, f)
		case count:
			counts = append(counts, f)
		default:
			bad = append(bad, b)
		}
	}
	return found, bad, counts
}
