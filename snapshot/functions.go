package snapshot

import (
	"slices"
	"strconv"
	"strings"
)

// builtins are the functions of the template language, by lower-cased name.
func builtins() map[string]*builtin {
	all := slices.Concat(
		logicFunctions(), numberFunctions(), textFunctions(), encodingFunctions(), listFunctions(),
		objectFunctions(), lambdaFunctions(), dateFunctions(), networkFunctions(),
		deploymentFunctions(), idFunctions(), runtimeFunctions(),
	)
	index := make(map[string]*builtin, len(all))
	for i := range all {
		index[strings.ToLower(all[i].name)] = &all[i]
	}
	return index
}

// suggest is a hint that names the function nearest to a misspelt one.
func (t *taker) suggest(name string) string {
	best, distance := "", 3
	for _, fn := range t.builtins {
		if d := editDistance(strings.ToLower(name), strings.ToLower(fn.name)); d < distance || d == distance && best != "" && fn.name < best {
			best, distance = fn.name, d
		}
	}
	if best == "" {
		return ""
	}
	return "did you mean " + quoted(best) + "?"
}

// editDistance is how many characters to add, drop or change from a to b.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := last
			if a[i] != b[j] {
				change++
			}
			last = row[j+1]
			row[j+1] = min(change, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}

func itoa(n int) string      { return strconv.Itoa(n) }
func quoted(s string) string { return strconv.Quote(s) }

// The helpers below take argument i of a function as a kind of value.

func argText(args []Value, i int) (string, error) {
	if s, ok := text(args[i]); ok {
		return s, nil
	}
	return "", wrong(args, i, "string")
}

func argInt(args []Value, i int) (int64, error) {
	if n, ok := bare(args[i]).(Int); ok {
		return int64(n), nil
	}
	return 0, wrong(args, i, "int")
}

func argBool(args []Value, i int) (bool, error) {
	if b, ok := args[i].(Bool); ok {
		return bool(b), nil
	}
	return false, wrong(args, i, "bool")
}

func argArray(args []Value, i int) (*Array, error) {
	if a, ok := args[i].(*Array); ok {
		return a, nil
	}
	return nil, wrong(args, i, "array")
}

func argObject(args []Value, i int) (*Object, error) {
	if o, ok := args[i].(*Object); ok {
		return o, nil
	}
	return nil, wrong(args, i, "object")
}

func wrong(args []Value, i int, want string) error {
	return failf(codeValue, "argument %d is of type %s, wanted %s", i+1, kindOf(args[i]), want)
}

// texts are all arguments from i on as texts.
func texts(args []Value, i int) ([]string, error) {
	var list []string
	for ; i < len(args); i++ {
		s, err := argText(args, i)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
