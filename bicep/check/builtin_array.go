package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// What the functions on arrays and objects return, told from their arguments.

func deriveArray(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if _, ok := types.LengthOf(args[0]); ok {
		return args[0]
	}
	return nil
}

func deriveConcat(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t := concatTuples(args); t != nil {
		return t
	}
	var items []types.Type
	length := types.Exactly(0)
	for _, a := range args {
		item, ok := types.ItemOf(a)
		if !ok {
			return nil
		}
		items = append(items, item)
		r, _ := types.LengthOf(a)
		length = sum(length, r)
	}
	if length.Min <= 0 {
		length.Min, length.HasMin = 0, false
	}
	return types.NewArray(types.NewUnion(items...), length, 0)
}

func concatTuples(args []types.Type) types.Type {
	var items []types.Type
	for _, a := range args {
		t, ok := a.(*types.Tuple)
		if !ok {
			return nil
		}
		items = append(items, t.Items...)
	}
	return &types.Tuple{Items: items}
}

func deriveFilter(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	item, ok := types.ItemOf(args[0])
	if !ok {
		return args[0]
	}
	r, _ := types.LengthOf(args[0])
	r.Min, r.HasMin = 0, false
	return types.NewArray(item, r, types.FlagsOf(args[0]))
}

func deriveSort(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t, ok := args[0].(*types.Tuple); ok {
		return t.Array()
	}
	return args[0]
}

func deriveFirst(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t, ok := args[0].(*types.Tuple); ok && len(t.Items) > 0 {
		return t.Items[0]
	}
	return someItem(args[0])
}

func deriveLast(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t, ok := args[0].(*types.Tuple); ok && len(t.Items) > 0 {
		return t.Items[len(t.Items)-1]
	}
	return someItem(args[0])
}

// someItem is an item of an array, or null if there need not be one.
func someItem(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Tuple:
		return types.Null{}
	case *types.Array:
		if t.Length.HasMin && t.Length.Min > 0 {
			return t.Item
		}
		return types.Nullable(t.Item)
	}
	return nil
}

func deriveMap(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if l, ok := args[1].(*types.Lambda); ok {
		return &types.Array{Item: l.Returns}
	}
	return types.Any{}
}

func deriveMapValues(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if l, ok := args[1].(*types.Lambda); ok {
		return dictionary(l.Returns)
	}
	return types.Any{}
}

func deriveReduce(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if l, ok := args[2].(*types.Lambda); ok {
		return l.Returns
	}
	return types.Any{}
}

func deriveToObject(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	item, ok := types.ItemOf(args[0])
	if len(args) == 2 && ok {
		return dictionary(item)
	}
	if l, ok := args[len(args)-1].(*types.Lambda); ok && len(args) == 3 {
		return dictionary(l.Returns)
	}
	return nil
}

func deriveGroupBy(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	item, ok := types.ItemOf(args[0])
	if len(args) == 2 && ok {
		return dictionary(&types.Array{Item: item})
	}
	if l, ok := args[len(args)-1].(*types.Lambda); ok && len(args) == 3 {
		return dictionary(&types.Array{Item: l.Returns})
	}
	return nil
}

// itemsOf is what items() returns.
func itemsOf(key, value types.Type) types.Type {
	return &types.Array{Item: returned("object", []types.Property{prop("key", key), prop("value", value)})}
}

// readableProps are the names and the types of the properties that can be
// read.
func readableProps(o *types.Object) (keys, values []types.Type) {
	for _, p := range o.Properties() {
		if !p.Flags.Has(types.WriteOnly) {
			keys = append(keys, types.StringLit{Value: p.Name})
			values = append(values, p.Type)
		}
	}
	if a := o.Additional(); a != nil {
		keys, values = append(keys, types.String{}), append(values, a.Type)
	}
	return keys, values
}

func deriveItems(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	o, ok := args[0].(*types.Object)
	if !ok {
		return nil
	}
	keys, values := readableProps(o)
	value, ok := types.Collapse(types.NewUnion(values...))
	if !ok {
		value = types.Any{}
	}
	return itemsOf(types.NewUnion(keys...), value)
}

func deriveObjectKeys(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	o, ok := args[0].(*types.Object)
	if !ok {
		return nil
	}
	keys, _ := readableProps(o)
	return &types.Array{Item: types.NewUnion(keys...), Flags: o.Flags}
}

func deriveFlatten(c *checker, call *syntax.CallExpr, args []types.Type) types.Type {
	return c.flatten(call.Args[0], args[0])
}

// flatten is an array of arrays without the inner ones.
func (c *checker) flatten(at syntax.Node, t types.Type) types.Type {
	switch t := t.(type) {
	case types.Any:
		return anyArray
	case *types.Tuple:
		if inner := concatTuples(t.Items); inner != nil {
			return inner
		}
		return c.flattenItem(at, t.Item())
	case *types.Array:
		return c.flattenItem(at, t.Item)
	case *types.Union:
		list := make([]types.Type, len(t.Members))
		for i, m := range t.Members {
			list[i] = c.flatten(at, m)
		}
		return c.flattenAll(at, list)
	}
	return c.notFlat(at, t)
}

func (c *checker) flattenItem(at syntax.Node, item types.Type) types.Type {
	switch it := item.(type) {
	case types.Any:
		return anyArray
	case types.Never:
		return &types.Array{Item: it}
	case *types.Union:
		return c.flattenAll(at, it.Members)
	case *types.Tuple:
		return &types.Array{Item: it.Item(), Flags: it.Flags}
	case *types.Array:
		return it
	}
	return c.notFlat(at, item)
}

func (c *checker) flattenAll(at syntax.Node, list []types.Type) types.Type {
	var items []types.Type
	for _, t := range list {
		item, ok := types.ItemOf(t)
		switch {
		case isAny(t):
			return anyArray
		case !ok:
			return c.notFlat(at, t)
		}
		items = append(items, item)
	}
	return &types.Array{Item: types.NewUnion(items...)}
}

func (c *checker) notFlat(at syntax.Node, t types.Type) types.Type {
	if !isError(t) {
		c.err(at, "BCP309", "found '%s' within the array, wanted an array", typeName(t))
	}
	return types.Error{}
}

func deriveTake(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	n := bounds(args[1])
	if t, ok := args[0].(*types.Tuple); ok && n.HasMin && n.HasMax && n.Min == n.Max {
		return &types.Tuple{Items: t.Items[:min(max(0, n.Min), int64(len(t.Items)))], Flags: t.Flags}
	}
	item, ok := types.ItemOf(args[0])
	if !ok {
		return nil
	}
	r, _ := types.LengthOf(args[0])
	return types.NewArray(item, takeRange(r, n), types.FlagsOf(args[0]))
}

// takeRange is the length of the first n of something of a length.
func takeRange(r, n types.Range) types.Range {
	if isNone := !n.HasMin || n.Min <= 0; isNone || !r.HasMin {
		r.Min, r.HasMin = 0, false
	} else {
		r.Min = min(r.Min, n.Min)
	}
	if n.HasMax && (!r.HasMax || n.Max < r.Max) {
		r.Max, r.HasMax = max(0, n.Max), true
	}
	return r
}

func deriveSkip(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	n := bounds(args[1])
	if n.HasMax && n.Max <= 0 {
		return args[0]
	}
	if t, ok := args[0].(*types.Tuple); ok && n.HasMin && n.HasMax && n.Min == n.Max {
		return &types.Tuple{Items: t.Items[min(n.Min, int64(len(t.Items))):], Flags: t.Flags}
	}
	item, ok := types.ItemOf(args[0])
	if !ok {
		return nil
	}
	r, _ := types.LengthOf(args[0])
	return types.NewArray(item, skipRange(r, n), types.FlagsOf(args[0]))
}

// skipRange is the length of what is left of something after the first n.
func skipRange(r, n types.Range) types.Range {
	least := int64(0)
	if r.HasMin && n.HasMax {
		least = r.Min - n.Max
	}
	left := types.Range{Min: max(0, least), HasMin: least > 0, Max: r.Max, HasMax: r.HasMax}
	if r.HasMax && n.HasMin {
		left.Max = max(0, r.Max-max(0, n.Min))
	}
	return left
}

func deriveRange(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	start, count := bounds(args[0]), bounds(args[1])
	item := types.Range{Min: start.Min, HasMin: start.HasMin}
	if start.HasMax && count.HasMax {
		if last, ok := plus(start.Max, count.Max-1); ok && last >= item.Min {
			item.Max, item.HasMax = last, true
		}
	}
	return types.NewArray(types.NewInt(item, 0), count, 0)
}

func deriveMinMax(_ *checker, call *syntax.CallExpr, args []types.Type) types.Type {
	list := args
	if len(args) == 1 {
		if t, ok := args[0].(*types.Tuple); ok {
			list = t.Items
		} else if item, ok := types.ItemOf(args[0]); ok {
			list = []types.Type{item}
		}
	}
	if len(list) == 0 {
		return nil
	}
	r := bounds(list[0])
	for _, t := range list[1:] {
		if call.Name.Name == "min" {
			r = leastOf(r, bounds(t))
		} else {
			r = negateRange(leastOf(negateRange(r), negateRange(bounds(t))))
		}
	}
	return types.NewInt(r, 0)
}

// leastOf is the range of the smaller one of two numbers.
func leastOf(a, b types.Range) types.Range {
	r := types.Range{Min: min(a.Min, b.Min), HasMin: a.HasMin && b.HasMin}
	switch {
	case a.HasMax && b.HasMax:
		r.Max, r.HasMax = min(a.Max, b.Max), true
	case a.HasMax:
		r.Max, r.HasMax = a.Max, true
	case b.HasMax:
		r.Max, r.HasMax = b.Max, true
	}
	return r
}

func deriveLength(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t, ok := args[0].(*types.Tuple); ok {
		return types.IntLit{Value: int64(len(t.Items))}
	}
	if r, ok := types.LengthOf(args[0]); ok {
		return types.NewInt(atLeast0(r), 0)
	}
	switch t := args[0].(type) {
	case types.String:
		return types.NewInt(atLeast0(t.Length), t.Flags)
	case *types.Object:
		return types.NewInt(countRange(t), t.Flags)
	}
	return nil
}

func atLeast0(r types.Range) types.Range {
	r.Min, r.HasMin = max(0, r.Min), true
	return r
}

// countRange is how many properties an object has.
func countRange(o *types.Object) types.Range {
	least := int64(0)
	for _, p := range o.Properties() {
		if _, nullable := types.NonNull(p.Type); p.Flags.Has(types.Required) && !nullable {
			least++
		}
	}
	if o.Additional() != nil {
		return types.AtLeast(least)
	}
	return types.Between(least, int64(len(o.Properties())))
}
