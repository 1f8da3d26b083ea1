package snapshot

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

func numberFunctions() []builtin {
	return []builtin{
		{name: "add", min: 2, max: 2, run: arithmetic((*big.Int).Add)},
		{name: "sub", min: 2, max: 2, run: arithmetic((*big.Int).Sub)},
		{name: "mul", min: 2, max: 2, run: arithmetic((*big.Int).Mul)},
		{name: "div", min: 2, max: 2, run: division((*big.Int).Quo)},
		{name: "mod", min: 2, max: 2, run: division((*big.Int).Rem)},
		{name: "int", min: 1, max: 1, run: toInt},
		{name: "float", min: 1, max: 1, run: toFloat},
		{name: "min", min: 1, max: -1, whole: true, run: extreme(-1)},
		{name: "max", min: 1, max: -1, whole: true, run: extreme(1)},
		{name: "range", min: 2, max: 2, run: rangeOf},
	}
}

// argNumber is a number of either kind.
func argNumber(args []Value, i int) (*big.Rat, error) {
	switch n := bare(args[i]).(type) {
	case Int:
		return new(big.Rat).SetInt64(int64(n)), nil
	case Decimal:
		// An exponent is bounded, because the number was read as a float.
		if r, ok := new(big.Rat).SetString(string(n)); ok {
			return r, nil
		}
	}
	return nil, wrong(args, i, "int or string")
}

func arithmetic(op func(z, x, y *big.Int) *big.Int) func(*env, []Value) (Value, error) {
	return func(_ *env, args []Value) (Value, error) {
		a, err := argInt(args, 0)
		if err != nil {
			return nil, err
		}
		b, err := argInt(args, 1)
		if err != nil {
			return nil, err
		}
		z := op(new(big.Int), big.NewInt(a), big.NewInt(b))
		if !z.IsInt64() {
			return nil, failf(codeValue, "%s is no number of 64 bits", z)
		}
		return Int(z.Int64()), nil
	}
}

func division(op func(z, x, y *big.Int) *big.Int) func(*env, []Value) (Value, error) {
	divide := arithmetic(op)
	return func(e *env, args []Value) (Value, error) {
		if args[1] == Int(0) {
			return nil, failf(codeValue, "division by zero")
		}
		return divide(e, args)
	}
}

func toInt(_ *env, args []Value) (Value, error) {
	switch v := bare(args[0]).(type) {
	case Int:
		return v, nil
	case Decimal:
		r, err := argNumber(args, 0)
		if err != nil {
			return nil, err
		}
		f, _ := r.Float64()
		if math.Abs(f) >= 1<<63 {
			return nil, failf(codeValue, "%s is no number of 64 bits", string(v))
		}
		return Int(math.RoundToEven(f)), nil
	}
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil {
		return Int(n), nil
	}
	return nil, failf(codeValue, "the text is no whole number")
}

func toFloat(_ *env, args []Value) (Value, error) {
	s, ok := text(args[0])
	if !ok {
		_, err := argNumber(args, 0)
		return args[0], err
	}
	if n, ok := number(strings.TrimSpace(s)); ok {
		return n, nil
	}
	return nil, failf(codeValue, "the text is no number")
}

// extreme is the least or the greatest of whole numbers, given one by one or
// as an array.
func extreme(sign int64) func(*env, []Value) (Value, error) {
	return func(_ *env, args []Value) (Value, error) {
		if a, ok := args[0].(*Array); ok && len(args) == 1 {
			args = a.items
		}
		if len(args) == 0 {
			return nil, failf(codeValue, "the array is empty")
		}
		best, err := argInt(args, 0)
		for i := range args {
			n, err := argInt(args, i)
			if err != nil {
				return nil, err
			}
			if sign > 0 && n > best || sign < 0 && n < best {
				best = n
			}
		}
		return Int(best), err
	}
}

// maxRange is how many numbers range gives at most, as in Azure.
const maxRange = 10000

func rangeOf(e *env, args []Value) (Value, error) {
	start, err := argInt(args, 0)
	if err != nil {
		return nil, err
	}
	count, err := argInt(args, 1)
	if err != nil {
		return nil, err
	}
	if count < 0 || count > maxRange {
		return nil, failf(codeValue, "the count is %d, wanted 0 to %d", count, maxRange)
	}
	if start > math.MaxInt32-count || start < math.MinInt32 {
		return nil, failf(codeValue, "the numbers from %d on are no numbers of 32 bits", start)
	}
	if err := e.t.spend(int(count)); err != nil {
		return nil, err
	}
	items := make([]Value, count)
	for i := range items {
		items[i] = Int(start + int64(i))
	}
	return newArray(items...), nil
}
