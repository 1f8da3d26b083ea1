package armsim

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// resolver makes plain JSON of values, asking for what only Azure knows.
type resolver struct {
	// runtime is the result of a runtime function.
	runtime func(fn string, args []any) (any, error)
	// opts are those of the deployment.
	opts snapshot.Options
}

// hidden is a secret: it is in no body that is kept.
type hidden struct{}

// plain is a value that holds nothing unknown.
func plain(v snapshot.Value) (any, error) {
	return resolver{runtime: func(fn string, _ []any) (any, error) { return nil, fmt.Errorf("%s is not known", fn) }}.value(v)
}

func (r resolver) value(v snapshot.Value) (any, error) {
	switch v := v.(type) {
	case nil, snapshot.Null:
		return nil, nil
	case snapshot.Bool:
		return bool(v), nil
	case snapshot.Int:
		return json.Number(strconv.Itoa(int(v))), nil
	case snapshot.Decimal:
		return json.Number(v), nil
	case snapshot.String:
		return string(v), nil
	case snapshot.Secret:
		return hidden{}, nil
	case *snapshot.Array:
		list := make([]any, 0, v.Len())
		for _, item := range v.All() {
			one, err := r.value(item)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
		return list, nil
	case *snapshot.Object:
		return r.object(v)
	case *snapshot.Unknown:
		return r.unknown(v)
	}
	return nil, fmt.Errorf("a value of type %T", v)
}

// object leaves out what is secret.
func (r resolver) object(v *snapshot.Object) (any, error) {
	o := object{}
	for name, item := range v.All() {
		one, err := r.value(item)
		if err != nil {
			return nil, err
		}
		if one != (any)(hidden{}) {
			o[name] = one
		}
	}
	return o, nil
}

// unknown is what u comes to once its runtime functions have run.
func (r resolver) unknown(u *snapshot.Unknown) (any, error) {
	if !isRuntime(u.Func) {
		return r.compute(u)
	}
	args := make([]any, 0, len(u.Args))
	for _, a := range u.Args {
		v, err := r.value(a)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	v, err := r.runtime(u.Func, args)
	if err != nil {
		return nil, err
	}
	return r.walk(v, u)
}

// walk follows the path of u into v.
func (r resolver) walk(v any, u *snapshot.Unknown) (any, error) {
	for _, s := range u.Path {
		at, err := r.value(s)
		if err != nil {
			return nil, err
		}
		next, ok := follow(v, at)
		if !ok {
			return nil, templateError(fmt.Sprintf("The language expression property '%v' doesn't exist, in '%s'.", at, u.Expression()))
		}
		v = next
	}
	return v, nil
}

func follow(v, at any) (any, bool) {
	switch v := v.(type) {
	case object:
		name, ok := at.(string)
		if !ok {
			return nil, false
		}
		return lookup(v, name)
	case []any:
		n, ok := at.(json.Number)
		i, err := n.Int64()
		if !ok || err != nil || i < 0 || int(i) >= len(v) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// lookup finds a member without regard to case.
func lookup(o object, name string) (any, bool) {
	if v, ok := o[name]; ok {
		return v, true
	}
	for key, v := range o {
		if strings.EqualFold(key, name) {
			return v, true
		}
	}
	return nil, false
}

// isRuntime reports whether Azure alone knows the result of a function.
func isRuntime(fn string) bool {
	switch strings.ToLower(fn) {
	case "reference", "references", "resourcegroup", "subscription", "tenant", "deployer", "deployment", "providers", "pickzones", "utcnow", "managementgroup":
		return true
	case "listoutputswithsecurevalues":
		return true
	}
	return len(fn) > 4 && strings.EqualFold(fn[:4], "list")
}

// compute evaluates an expression whose runtime functions are replaced by what
// they gave, with a template of that one output.
func (r resolver) compute(u *snapshot.Unknown) (any, error) {
	text, err := r.spell(u)
	if err != nil {
		return nil, err
	}
	src := encode(object{
		"$schema":        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
		"contentVersion": "1.0.0.0", "resources": []any{},
		"outputs": object{"v": object{"type": "array", "value": "[createArray(" + text + ")]"}},
	})
	opts := r.opts
	opts.Parameters, opts.Values = nil, nil
	snap, diags := snapshot.Take(src, opts)
	if diags.HasErrors() {
		return nil, templateError(diags.Err().Error())
	}
	v, err := plain(snap.Outputs[0].Value)
	if err != nil {
		return nil, fmt.Errorf("evaluate %s: %w", u.Expression(), err)
	}
	return v.([]any)[0], nil
}

// spell writes v as an expression without anything unknown.
func (r resolver) spell(v snapshot.Value) (string, error) {
	u, ok := v.(*snapshot.Unknown)
	if !ok || isRuntime(u.Func) {
		return r.literal(v)
	}
	args := make([]string, 0, len(u.Args))
	for _, a := range u.Args {
		text, err := r.spell(a)
		if err != nil {
			return "", err
		}
		args = append(args, text)
	}
	text := u.Func + "(" + strings.Join(args, ", ") + ")"
	for _, s := range u.Path {
		at, err := r.spell(s)
		if err != nil {
			return "", err
		}
		text += "[" + at + "]"
	}
	return text, nil
}

func (r resolver) literal(v snapshot.Value) (string, error) {
	one, err := r.value(v)
	if err != nil {
		return "", err
	}
	switch one := one.(type) {
	case string:
		return "'" + strings.ReplaceAll(one, "'", "''") + "'", nil
	case hidden:
		return "''", nil
	case json.Number:
		if !strings.ContainsAny(string(one), ".eE") {
			return string(one), nil
		}
	}
	return "json('" + strings.ReplaceAll(string(encode(one)), "'", "''") + "')", nil
}

// templateError is an error of evaluating the template.
func templateError(text string) error {
	return &ErrorBody{Code: "InvalidTemplate", Message: "Unable to process template language expressions for resource: '" + text + "'"}
}

// Error is code and message.
func (e *ErrorBody) Error() string { return e.Code + ": " + e.Message }

// asError is err as Azure would say it.
func asError(err error) ErrorBody {
	var e *ErrorBody
	if errors.As(err, &e) {
		return *e
	}
	return ErrorBody{Code: "InvalidTemplate", Message: err.Error()}
}
