package emit

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// dependency is one entry of dependsOn.
type dependency struct {
	dep    check.Dependency
	target target
}

// name is what entries are sorted by.
func (d dependency) name() string {
	if d.target.resource != nil {
		return d.target.resource.SymbolicName()
	}
	return d.target.module.Name()
}

// dependsOn are what a declaration depends on, sorted by name.
func (e *emitter) dependsOn(deps []check.Dependency, _ syntax.Unpacked) check.Array {
	w := dependsWalk{e: e, seen: map[seenDep]bool{}}
	for _, d := range deps {
		w.visit(d, e.env(), true)
	}
	found := unique(w.found)
	slices.SortStableFunc(found, func(a, b dependency) int { return compareCulture(a.name(), b.name()) })
	var list check.Array
	for _, d := range found {
		list = append(list, e.dependsOnEntry(d.target))
	}
	return list
}

// unique drops repetitions. A dependency on the whole of a loop covers those
// on its elements.
func unique(list []dependency) []dependency {
	whole := map[check.Symbol]bool{}
	for _, d := range list {
		if d.dep.Index == nil {
			whole[d.dep.Target] = true
		}
	}
	seen := map[check.Dependency]bool{}
	return slices.DeleteFunc(list, func(d dependency) bool {
		key := d.dep
		if whole[key.Target] {
			key.Weak = false
			if key.Index != nil {
				return true
			}
		}
		again := seen[key]
		seen[key] = true
		return again
	})
}

// dependsOnEntry names what is depended on.
func (e *emitter) dependsOnEntry(t target) check.Value {
	switch {
	case e.symbolic:
		return expression(t.symbol())
	case t.whole():
		return expression(t.symbol())
	case t.resource != nil:
		return expression(t.env.resourceID(t.resource))
	default:
		return expression(t.env.moduleID(t))
	}
}

// dependsWalk follows dependencies through what is not deployed: variables
// and, unless they stand in the template, existing resources.
type dependsWalk struct {
	e     *emitter
	found []dependency
	// seen is what has been followed without any index, which gives the same
	// again.
	seen map[seenDep]bool
}

type seenDep struct {
	check.Dependency
	copied bool
}

// visit follows one dependency. copied is whether all indexes on the way
// depend on the running copy: only then does an index that does so mean the
// copy of the declaration.
func (w *dependsWalk) visit(d check.Dependency, c env, copied bool) {
	if !w.e.spend() {
		return
	}
	if c.locals == nil {
		key := seenDep{d, copied}
		if w.seen[key] {
			return
		}
		w.seen[key] = true
	}
	index := c.index(d.Index)
	inner := c
	if index != nil {
		inner = c.inLoop(loopOf(d.Target), index)
	}
	own := usesCopy(index)
	if own && !copied {
		d.Index, index = nil, nil
	}
	if t, ok := w.terminus(d); ok {
		t.index, t.env = index, inner
		w.found = append(w.found, dependency{d, t})
		return
	}
	for _, next := range depsOf(d.Target) {
		w.visit(next, inner, copied && own)
	}
}

// terminus reports whether a dependency stands in the template, and as what.
func (w *dependsWalk) terminus(d check.Dependency) (target, bool) {
	switch s := d.Target.(type) {
	case *check.Module:
		return target{module: s}, true
	case *check.Resource:
		return target{resource: s}, !s.Decl.Existing || w.e.symbolic && !d.Weak
	default:
		return target{}, false
	}
}

func depsOf(s check.Symbol) []check.Dependency {
	switch s := s.(type) {
	case *check.Var:
		return s.Deps
	case *check.Resource:
		return s.Deps
	default:
		return nil
	}
}

func loopOf(s check.Symbol) *syntax.ForExpr {
	switch s := s.(type) {
	case *check.Resource:
		return s.Loop()
	case *check.Module:
		return s.Loop()
	case *check.Var:
		l, _ := s.Decl.Value.(*syntax.ForExpr)
		return l
	default:
		return nil
	}
}

// usesCopy reports whether an expression depends on the running copy.
func usesCopy(x expr) bool {
	switch x := x.(type) {
	case *call:
		return x.name == "copyIndex" || slices.ContainsFunc(x.args, usesCopy) || slices.ContainsFunc(x.props, usesCopy)
	case *array:
		return slices.ContainsFunc(x.items, usesCopy)
	case *object:
		return slices.ContainsFunc(x.props, func(p prop) bool { return usesCopy(p.key) || usesCopy(p.value) })
	default:
		return false
	}
}
