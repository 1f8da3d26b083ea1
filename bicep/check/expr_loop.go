package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// lambda is the type of x => body.
func (c *checker) lambda(e *syntax.LambdaExpr, want types.Type) types.Type {
	l, known := want.(*types.Lambda)
	params := make([]types.Type, len(e.Params))
	for i, p := range e.Params {
		params[i] = types.Any{}
		if known {
			if _, most := l.Arity(); i < most {
				params[i] = l.Param(i)
			}
		}
		c.local(p, params[i])
	}
	return c.bounded(&types.Lambda{Params: params, Returns: c.expr(e.Body, nil)})
}

// forExpr is the type of [for x in list: body].
func (c *checker) forExpr(e *syntax.ForExpr, want types.Type) types.Type {
	list := c.expr(e.List, nil)
	c.loopItems(e, list)
	wantItem := types.Type(nil)
	if want != nil {
		want, _ = types.NonNull(want)
		wantItem, _ = types.ItemOf(want)
	}
	body := c.expr(e.Body, wantItem)
	if isError(list) || isError(body) || e.Item == nil {
		return types.Error{}
	}
	if !types.Assignable(list, anyArray) {
		if _, ok := types.AssignableIfNotNull(list, anyArray); !ok {
			c.err(e.List, "BCP137", "found '%s', wanted an array to loop over", typeName(list))
			return types.Error{}
		}
		c.mayBeNull(e.List, anyArray, list)
	}
	return c.bounded(&types.Array{Item: body})
}
