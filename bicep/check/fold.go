package check

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// literal is the value that a type has, if it has but one.
func literal(t types.Type) (Value, bool) {
	switch t := t.(type) {
	case types.StringLit:
		return String(t.Value), true
	case types.IntLit:
		return Number(strconv.FormatInt(t.Value, 10)), true
	case types.BoolLit:
		return Bool(t.Value), true
	case types.Null:
		return Null{}, true
	case *types.Tuple:
		list := make(Array, len(t.Items))
		for i, it := range t.Items {
			v, ok := literal(it)
			if !ok {
				return nil, false
			}
			list[i] = v
		}
		return list, true
	case *types.Object:
		return literalObject(t)
	}
	return nil, false
}

func literalObject(t *types.Object) (Value, bool) {
	if t.Additional() != nil || t.Scope != 0 {
		return nil, false
	}
	o := &Object{}
	for _, p := range t.Properties() {
		v, ok := literal(p.Type)
		if !ok {
			return nil, false
		}
		o.Members = append(o.Members, Member{p.Name, v})
	}
	return o, true
}

// literalType is the type that has only that value; nil for a number that is
// not whole.
func literalType(v Value) types.Type {
	switch v := v.(type) {
	case String:
		return types.StringLit{Value: string(v)}
	case Number:
		if n, ok := v.Int(); ok {
			return types.IntLit{Value: n}
		}
	case Bool:
		return types.BoolLit{Value: bool(v)}
	case Null:
		return types.Null{}
	case Array:
		items := make([]types.Type, len(v))
		for i, x := range v {
			if items[i] = literalType(x); items[i] == nil {
				return nil
			}
		}
		return &types.Tuple{Items: items}
	case *Object:
		return literalObjectType(v)
	}
	return nil
}

func literalObjectType(v *Object) types.Type {
	var props []types.Property
	var fields []types.Field
	for _, m := range v.Members {
		t := literalType(m.Value)
		if t == nil {
			return nil
		}
		props = append(props, types.Property{Name: m.Name, Type: t, Flags: types.Required | types.DisallowAny})
		fields = append(fields, types.Field{Name: m.Name, Type: t.String()})
	}
	return types.NewObject(types.StructName(fields, ""), 0, types.NewShape(props, nil))
}

// maxLiteral is how long a string may grow by folding.
const maxLiteral = 128 << 10

// interpolate is the literal that a string with literals in its holes makes.
func interpolate(segments []string, holes []types.Type) (types.Type, bool) {
	var b strings.Builder
	b.WriteString(segments[0])
	for i, h := range holes {
		text, ok := stringified(h)
		if !ok || b.Len()+len(text) > maxLiteral {
			return nil, false
		}
		b.WriteString(text + segments[i+1])
	}
	return types.StringLit{Value: b.String()}, true
}

// stringified is what a literal looks like in a string.
func stringified(t types.Type) (string, bool) {
	switch t := t.(type) {
	case types.StringLit:
		return t.Value, true
	case types.IntLit:
		return strconv.FormatInt(t.Value, 10), true
	case types.BoolLit:
		if t.Value {
			return "True", true
		}
		return "False", true
	case types.Null:
		return "", true
	}
	return "", false
}

// textLength is how long a value is as a string.
func textLength(t types.Type) types.Range {
	switch t := t.(type) {
	case types.StringLit:
		return types.Exactly(types.Length(t.Value))
	case types.IntLit:
		return types.Exactly(int64(len(strconv.FormatInt(t.Value, 10))))
	case types.BoolLit:
		return types.Exactly(int64(len(strconv.FormatBool(t.Value))))
	case types.String:
		return types.Range{HasMin: true, Min: max(0, t.Length.Min), HasMax: t.Length.HasMax, Max: t.Length.Max}
	case types.Int:
		return digits(t.Range)
	case types.Bool:
		return types.Between(4, 5)
	case *types.Union:
		return unionLength(t)
	case *types.Array, *types.Tuple, *types.Object, *types.Discriminated:
		return types.AtLeast(2)
	}
	return types.AtLeast(0)
}

func unionLength(u *types.Union) types.Range {
	r := textLength(u.Members[0])
	for _, m := range u.Members[1:] {
		b := textLength(m)
		r = types.Range{HasMin: true, Min: min(r.Min, b.Min), HasMax: r.HasMax && b.HasMax, Max: max(r.Max, b.Max)}
	}
	return r
}

// digits is how many characters the numbers of a range have.
func digits(r types.Range) types.Range {
	lo, hi := int64(20), int64(19) // those of the least and the greatest int64
	if r.HasMin {
		lo = int64(len(strconv.FormatInt(r.Min, 10)))
	}
	if r.HasMax {
		hi = int64(len(strconv.FormatInt(r.Max, 10)))
	}
	if (!r.HasMin || r.Min < 0) && (!r.HasMax || r.Max >= 0) {
		return types.Between(1, max(lo, hi))
	}
	return types.Between(min(lo, hi), max(lo, hi))
}

// equality is the type of x == y or x != y.
func equality(op syntax.Kind, x, y types.Type) types.Type {
	a, okA := literal(x)
	b, okB := literal(y)
	if !okA || !okB {
		return types.Bool{}
	}
	return types.BoolLit{Value: same(a, b) == (op == syntax.Equal)}
}

// same reports whether two values are equal, whatever the order of members.
func same(a, b Value) bool {
	switch a := a.(type) {
	case Array:
		b, ok := b.(Array)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !same(a[i], b[i]) {
				return false
			}
		}
		return true
	case *Object:
		b, ok := b.(*Object)
		if !ok || len(a.Members) != len(b.Members) {
			return false
		}
		for _, m := range a.Members {
			if other := b.Get(m.Name); other == nil || !same(m.Value, other) {
				return false
			}
		}
		return true
	}
	switch b.(type) {
	case Array, *Object:
		return false
	}
	return a == b
}

// equalFold is the type of x =~ y or x !~ y.
func equalFold(op syntax.Kind, x, y types.Type) types.Type {
	a, okA := x.(types.StringLit)
	b, okB := y.(types.StringLit)
	if !okA || !okB {
		return types.Bool{}
	}
	return types.BoolLit{Value: strings.EqualFold(a.Value, b.Value) == (op == syntax.EqualFold)}
}

// arithmetic is the type of a calculation with ints.
func arithmetic(op syntax.Kind, x, y types.Type) types.Type {
	if op == syntax.Asterisk || op == syntax.Slash {
		return productLit(op, x, y)
	}
	if u, ok := x.(*types.Union); ok {
		return eachMember(u, func(m types.Type) types.Type { return arithmetic(op, m, y) })
	}
	if u, ok := y.(*types.Union); ok {
		return eachMember(u, func(m types.Type) types.Type { return arithmetic(op, x, m) })
	}
	switch op {
	case syntax.Plus:
		return addition(x, y)
	case syntax.Minus:
		return addition(x, negate(y))
	default:
		return modulo(x, y)
	}
}

func eachMember(u *types.Union, f func(types.Type) types.Type) types.Type {
	list := make([]types.Type, len(u.Members))
	for i, m := range u.Members {
		list[i] = f(m)
	}
	return types.CollapseUnion(list...)
}

func productLit(op syntax.Kind, x, y types.Type) types.Type {
	a, okA := x.(types.IntLit)
	b, okB := y.(types.IntLit)
	if !okA || !okB || op == syntax.Slash && b.Value == 0 {
		return types.Int{}
	}
	n := new(big.Int)
	if op == syntax.Asterisk {
		n.Mul(big.NewInt(a.Value), big.NewInt(b.Value))
	} else {
		n.Quo(big.NewInt(a.Value), big.NewInt(b.Value))
	}
	if !n.IsInt64() {
		return types.Int{}
	}
	return types.IntLit{Value: n.Int64()}
}

func addition(x, y types.Type) types.Type {
	if isAny(x) || isAny(y) {
		return types.Int{}
	}
	a, b := bounds(x), bounds(y)
	var r types.Range
	if a.HasMin && b.HasMin {
		r.Min, r.HasMin = plus(a.Min, b.Min)
	}
	if a.HasMax && b.HasMax {
		r.Max, r.HasMax = plus(a.Max, b.Max)
	}
	return types.NewInt(r, 0)
}

// plus adds two numbers, unless no int can hold the sum.
func plus(a, b int64) (int64, bool) {
	n := a + b
	return n, (n > a) == (b > 0)
}

func modulo(x, y types.Type) types.Type {
	a, okA := x.(types.IntLit)
	b, okB := y.(types.IntLit)
	if okA && okB && b.Value != 0 {
		return types.IntLit{Value: a.Value % b.Value}
	}
	d := bounds(y)
	if !d.HasMin || !d.HasMax || isAny(y) {
		return types.Int{}
	}
	most := max(magnitude(d.Min), magnitude(d.Max))
	if most <= 0 {
		return types.Int{}
	}
	n := bounds(x)
	r := types.Between(1-most, most-1)
	if n.HasMin && n.Min >= 0 {
		r.Min = 0
	}
	if n.HasMax && n.Max <= 0 {
		r.Max = 0
	}
	return types.NewInt(r, 0)
}

func magnitude(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// cut takes characters off a string as UTF-16 counts them. Strings beyond the
// basic plane are left to the deployment.
func cut(s string, from, length int64) (string, bool) {
	if int64(utf8.RuneCountInString(s)) != types.Length(s) {
		return "", false
	}
	r := []rune(s)
	if from < 0 || from > int64(len(r)) {
		return "", false
	}
	end := min(from+max(0, length), int64(len(r)))
	return string(r[from:end]), true
}
