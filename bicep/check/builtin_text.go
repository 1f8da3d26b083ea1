package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// What the functions on strings, and those that read files, return.

func deriveSameText(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	if t, ok := args[0].(types.String); ok {
		return types.NewString(t.Length, "", t.Flags)
	}
	return nil
}

func deriveTrim(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	t, ok := args[0].(types.String)
	if !ok {
		return nil
	}
	t.Length.Min, t.Length.HasMin = 0, false
	return types.NewString(t.Length, "", t.Flags)
}

func deriveFirstChar(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	r := types.AtMost(1)
	if t, ok := args[0].(types.String); ok && t.Length.HasMin {
		r.Min, r.HasMin = min(t.Length.Min, 1), true
	}
	return types.NewString(r, "", types.FlagsOf(args[0]))
}

func deriveTakeText(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	r := takeRange(textLength(args[0]), bounds(args[1]))
	return types.NewString(positive(r), "", types.FlagsOf(args[0]))
}

func deriveSkipText(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	n := bounds(args[1])
	if n.HasMax && n.Max <= 0 {
		return args[0]
	}
	return types.NewString(skipRange(textLength(args[0]), n), "", types.FlagsOf(args[0]))
}

// positive is a length without a lower limit that says nothing.
func positive(r types.Range) types.Range {
	if r.Min <= 0 {
		r.Min, r.HasMin = 0, false
	}
	return r
}

func derivePadLeft(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	r := textLength(args[0])
	flags := types.FlagsOf(args[0])
	n, ok := args[1].(types.IntLit)
	if !ok {
		return types.NewString(types.Range{Min: r.Min, HasMin: r.HasMin}, "", flags)
	}
	r.Min = max(r.Min, n.Value)
	if r.HasMax {
		r.Max = max(r.Max, n.Value)
	}
	return types.NewString(r, "", flags)
}

func deriveJoin(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	between := textLength(args[1])
	length := types.Exactly(0)
	switch t := args[0].(type) {
	case *types.Tuple:
		for i, it := range t.Items {
			if i > 0 {
				length = sum(length, between)
			}
			length = sum(length, textLength(it))
		}
	case *types.Array:
		length = joinedLength(t, between)
	default:
		return nil
	}
	return types.NewString(positive(length), "", 0)
}

func joinedLength(t *types.Array, between types.Range) types.Range {
	item := textLength(t.Item)
	const most = 1 << 20
	if t.Length.Max > most || item.Max > most || between.Max > most || t.Length.Min > most || item.Min > most || between.Min > most {
		return types.Range{}
	}
	r := types.Range{HasMin: true}
	if n := t.Length.Min; t.Length.HasMin && n > 0 {
		r.Min = n*item.Min + (n-1)*between.Min
	}
	if t.Length.HasMax && item.HasMax && between.HasMax {
		n := t.Length.Max
		r.Max, r.HasMax = n*item.Max+max(0, n-1)*between.Max, true
	}
	return r
}

// textRange is the length of a string, with limits only where they are stated.
func textRange(t types.Type) types.Range {
	switch t := t.(type) {
	case types.StringLit:
		return types.Exactly(types.Length(t.Value))
	case types.String:
		return t.Length
	}
	return types.Range{}
}

func substringStart(args []types.Type) types.Type {
	r := textRange(args[0])
	return types.NewInt(types.Range{HasMin: true, Max: r.Max, HasMax: r.HasMax}, 0)
}

func substringLength(args []types.Type) types.Type {
	r := textRange(args[0])
	limit := types.Range{HasMin: true, Max: r.Max, HasMax: r.HasMax}
	if start := bounds(args[1]); limit.HasMax && start.HasMin && limit.Max >= start.Min {
		limit.Max -= start.Min
	}
	return types.NewInt(limit, 0)
}

func deriveSubstring(_ *checker, _ *syntax.CallExpr, args []types.Type) types.Type {
	flags := types.FlagsOf(args[0])
	if len(args) == 3 {
		return types.NewString(positive(bounds(args[2])), "", flags)
	}
	r, start := textRange(args[0]), bounds(args[1])
	var left types.Range
	if r.HasMin && start.HasMax {
		left.Min, left.HasMin = max(0, r.Min-start.Max), true
	}
	if left.HasMax = r.HasMax; r.HasMax {
		left.Max = max(0, r.Max-max(0, start.Min))
	}
	return types.NewString(positive(left), "", flags)
}

// deriveNameof is the name that an expression ends in.
func deriveNameof(c *checker, call *syntax.CallExpr, _ []types.Type) types.Type {
	switch e := call.Args[0].(type) {
	case *syntax.Ident:
		return types.StringLit{Value: e.Name}
	case *syntax.MemberExpr:
		return types.StringLit{Value: e.Name.Name}
	case *syntax.NestedExpr:
		return types.StringLit{Value: e.Name.Name}
	case *syntax.IndexExpr:
		if name, ok := syntax.LiteralString(e.Index); ok {
			return types.StringLit{Value: name}
		}
	}
	c.err(call.Args[0], "BCP408", "found an expression that has no name, wanted a name or a property")
	return types.Error{}
}

func deriveLoadText(c *checker, call *syntax.CallExpr, _ []types.Type) types.Type {
	if s, ok := c.m.Loads[call].(String); ok {
		return types.StringLit{Value: string(s)}
	}
	return nil
}

func deriveLoadJSON(c *checker, call *syntax.CallExpr, _ []types.Type) types.Type {
	if v := c.m.Loads[call]; v != nil {
		return valueType(v)
	}
	return nil
}

func deriveJSON(c *checker, call *syntax.CallExpr, args []types.Type) types.Type {
	s, ok := args[0].(types.StringLit)
	if !ok {
		return nil
	}
	v, err := ParseJSON([]byte(s.Value))
	if err != nil {
		c.err(call.Args[0], "BCP186", "the string is not JSON: %v", err)
		return types.Error{}
	}
	return valueType(v)
}

// valueType is the type of a value that was read while compiling.
func valueType(v Value) types.Type {
	switch v := v.(type) {
	case *Object:
		const flags = types.ReadOnly | types.ReadableAtDeployTime
		props := make([]types.Property, len(v.Members))
		for i, m := range v.Members {
			props[i] = types.Property{Name: m.Name, Type: valueType(m.Value), Flags: flags}
		}
		return types.NewObject("object", 0, types.NewShape(props, nil))
	case Array:
		items := make([]types.Type, len(v))
		for i, x := range v {
			items[i] = valueType(x)
		}
		return &types.Array{Item: types.NewUnion(items...)}
	}
	if t := literalType(v); t != nil {
		return t
	}
	return types.Any{}
}
