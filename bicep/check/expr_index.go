package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// index is the type of x[i].
func (c *checker) index(e *syntax.IndexExpr, t types.Type, on Symbol, i types.Type) types.Type {
	if isError(t) || isError(i) {
		return types.Error{}
	}
	t = unwrapped(t)
	if rest, nullable := types.NonNull(i); nullable {
		r := c.index(e, t, on, rest)
		if !isError(r) {
			c.mayBeNull(e.Index, rest, i)
		}
		return r
	}
	brackets := syntax.Range{From: e.X.End(), To: e.End()}
	if rest, nullable := types.NonNull(t); nullable {
		c.nullBase(brackets, t)
		return c.index(e, rest, on, i)
	}
	if c.mayBeAbsent(on) {
		c.nullBase(brackets, types.Nullable(t))
		return c.index(e, t, nil, i)
	}
	switch t := t.(type) {
	case types.Any:
		return c.indexAny(e, i)
	case *types.Tuple:
		return c.indexTuple(e, t, i)
	case *types.Array:
		return c.indexArray(e, t.Item, i)
	case *types.Object, *types.Discriminated:
		return c.indexObject(e, t, i)
	case *types.Union:
		return c.indexUnion(e, t, on, i)
	}
	return c.badAccess(e.Safe, e.X, "BCP076", "found '%s', wanted an array or an object to index", typeName(t))
}

// badAccess reports an access that makes no sense. A safe one yields null.
func (c *checker) badAccess(safe bool, at syntax.Node, code, format string, args ...any) types.Type {
	c.either(safe, at, code, format, args...)
	if safe {
		return types.Null{}
	}
	return types.Error{}
}

// hat is the mark of an index that counts from the end.
func (c *checker) hat(e *syntax.IndexExpr) syntax.Range {
	text := c.m.File.Text(e)
	from := e.X.End() - e.Pos()
	for i := from; int(i) < len(text); i++ {
		if text[i] == '^' {
			return syntax.Range{From: e.Pos() + i, To: e.Pos() + i + 1}
		}
	}
	return between(e.Index, e.Index)
}

func (c *checker) indexAny(e *syntax.IndexExpr, i types.Type) types.Type {
	text := types.Assignable(i, types.String{})
	switch {
	case isAny(i):
		return i
	case text && e.FromEnd:
		return c.badAccess(e.Safe, c.hat(e), "BCP415", "found '%s' after '^', wanted an int", typeName(i))
	case text, types.Assignable(i, types.Int{}):
		return types.Any{}
	}
	return c.badAccess(e.Safe, e.Index, "BCP049", "found '%s' for an index, wanted an int or a string", typeName(i))
}

func (c *checker) indexTuple(e *syntax.IndexExpr, t *types.Tuple, i types.Type) types.Type {
	switch i := i.(type) {
	case types.IntLit:
		return c.tupleItem(e, t, i.Value)
	case *types.Union:
		var list []types.Type
		for _, m := range i.Members {
			l, ok := m.(types.IntLit)
			if !ok {
				return c.indexArray(e, t.Item(), i)
			}
			list = append(list, c.tupleItem(e, t, l.Value))
		}
		if anyError(list) {
			return types.Error{}
		}
		return types.NewUnion(list...)
	}
	return c.indexArray(e, t.Item(), i)
}

// tupleItem is the item at an index, which must be there.
func (c *checker) tupleItem(e *syntax.IndexExpr, t *types.Tuple, i int64) types.Type {
	n := int64(len(t.Items))
	at := i
	if e.FromEnd {
		at = n - i
	}
	if i < 0 || at < 0 || at >= n {
		c.err(e.Index, "BCP311", "found the index %d in an array of %d items", i, n)
		return types.Error{}
	}
	return t.Items[at]
}

func (c *checker) indexArray(e *syntax.IndexExpr, item, i types.Type) types.Type {
	if l, ok := i.(types.IntLit); ok && l.Value < 0 {
		c.err(e.Index, "BCP339", "found the index %d, wanted one from 0 up", l.Value)
		return types.Error{}
	}
	if types.Assignable(i, types.Int{}) {
		return item
	}
	return c.badAccess(e.Safe, e.Index, "BCP074", "found '%s' for the index of an array, wanted an int", typeName(i))
}

func (c *checker) indexObject(e *syntax.IndexExpr, t, i types.Type) types.Type {
	if e.FromEnd {
		return c.badAccess(e.Safe, c.hat(e), "BCP414", "found '^' in the index of '%s', wanted an array", typeName(t))
	}
	o, isObject := t.(*types.Object)
	switch {
	case isAny(i) && !isObject:
		return i
	case !types.Assignable(i, types.String{}):
		return c.badAccess(e.Safe, e.Index, "BCP075", "found '%s' for the index of an object, wanted a string", typeName(i))
	case !isObject:
		return types.Any{}
	}
	if l, ok := i.(types.StringLit); ok {
		return c.objectProperty(e.Index, o, l.Value, e.Safe)
	}
	if len(o.Properties()) == 0 && o.Additional() == nil {
		c.err(e.Index, "BCP054", "the type '%s' has no properties", typeName(t))
		return types.Error{}
	}
	return types.Any{}
}

func (c *checker) indexUnion(e *syntax.IndexExpr, u *types.Union, on Symbol, i types.Type) types.Type {
	list := make([]types.Type, len(u.Members))
	for n, m := range u.Members {
		list[n] = c.index(e, m, on, i)
	}
	if anyError(list) {
		c.err(e.X, "BCP076", "found '%s', wanted an array or an object to index", typeName(u))
		return types.Error{}
	}
	return c.bounded(types.NewUnion(list...))
}
