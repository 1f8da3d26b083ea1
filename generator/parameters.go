package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/plan"
)

// ParamsFormat is the form of the parameters file. The zero value is none.
type ParamsFormat uint8

// The forms of the parameters file.
const (
	// NoParams writes none: the defaults in main.bicep are those of the intent.
	NoParams ParamsFormat = iota
	// JSONParams writes main.parameters.json, which azd fills in as well.
	JSONParams
	// BicepParams writes main.bicepparam.
	BicepParams
)

// schemaURL is the schema of a parameters file in JSON.
const schemaURL = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"

// paramsFile is the parameters file of a plan, if one is asked for. It holds
// what a deployer may vary, at the value that the intent gives it. What
// main.bicep computes, such as names, and secrets are left out. For azd, what it
// fills in follows its variables.
func paramsFile(p *plan.Plan, opts Options) ([]File, error) {
	params := p.Params
	if !opts.AZD {
		params = withoutVariables(params)
	}
	if p.Scope.Subscription {
		params = append([]plan.Param{groupParameter(p)}, params...)
	}
	switch opts.Params {
	case JSONParams:
		data, err := jsonParams(params)
		return []File{{Path: "main.parameters.json", Data: data}}, err
	case BicepParams:
		data, err := bicepParams(params)
		return []File{{Path: bicepParamsFile, Data: data}}, err
	default:
		return nil, nil
	}
}

// withoutVariables are parameters that follow no variable.
func withoutVariables(params []plan.Param) []plan.Param {
	params = slices.Clone(params)
	for i := range params {
		params[i].Variable = ""
	}
	return params
}

// isConstant reports whether v is known without a deployment.
func isConstant(v plan.Value) bool {
	switch v := v.(type) {
	case plan.Text, plan.Number, plan.Flag:
		return true
	case plan.List:
		for _, item := range v {
			if !isConstant(item) {
				return false
			}
		}
		return true
	case plan.Map:
		for _, e := range v {
			if !isConstant(e.Value) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// azdReads are the characters that azd gives a meaning when it reads a
// parameters file: those of a variable, and what keeps one from being read.
const azdReads = `$\`

// azdWouldRead reports whether v holds text that azd would change when it reads
// a parameters file. Such a parameter is
// left to its default in main.bicep, which is the same value.
func azdWouldRead(v plan.Value) bool {
	switch v := v.(type) {
	case plan.Text:
		return strings.ContainsAny(string(v), azdReads)
	case plan.List:
		return slices.ContainsFunc(v, azdWouldRead)
	case plan.Map:
		return slices.ContainsFunc(v, func(e plan.Entry) bool {
			return strings.ContainsAny(e.Name, azdReads) || azdWouldRead(e.Value)
		})
	default:
		return false
	}
}

func bicepParams(params []plan.Param) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\nusing './%s'\n\n", Header, mainFile)
	for _, p := range params {
		if p.Secure || !isConstant(p.Default) {
			continue
		}
		text, err := valueOf(p.Default)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		fmt.Fprintf(&b, "param %s = %s\n", p.Name, text)
	}
	file, diags := syntax.ParseParams(bicepParamsFile, b.Bytes())
	if diags.HasErrors() {
		return nil, notBicep(b.Bytes(), diags)
	}
	return syntax.Print(file), nil
}

func jsonParams(params []plan.Param) ([]byte, error) {
	var values jsonObject
	for _, p := range params {
		if p.Secure || !isConstant(p.Default) || azdWouldRead(p.Default) {
			continue
		}
		values = append(values, jsonMember{p.Name, jsonObject{{"value", paramValue(p)}}})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(jsonObject{{"$schema", schemaURL}, {"contentVersion", "1.0.0.0"}, {"parameters", values}})
	if err != nil {
		return nil, fmt.Errorf("write parameters: %w", err)
	}
	return b.Bytes(), nil
}

// paramValue is what a parameter file in JSON holds for p. azd puts the value
// of a variable where its name stands, or what follows the "=" when it is empty.
func paramValue(p plan.Param) any {
	if text, ok := p.Default.(plan.Text); ok && p.Variable != "" {
		return "${" + p.Variable + "=" + string(text) + "}"
	}
	return jsonValue(p.Default)
}

// jsonObject is an object whose members keep their order.
type jsonObject []jsonMember

type jsonMember struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o jsonObject) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := writeJSON(&b, m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := writeJSON(&b, m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// writeJSON writes v without escaping what matters to HTML only.
func writeJSON(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// jsonValue is a constant of the plan as encoding/json takes it.
func jsonValue(v plan.Value) any {
	switch v := v.(type) {
	case plan.Text:
		return string(v)
	case plan.Number:
		return int(v)
	case plan.Flag:
		return bool(v)
	case plan.List:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = jsonValue(item)
		}
		return list
	case plan.Map:
		object := make(jsonObject, len(v))
		for i, e := range v {
			object[i] = jsonMember{e.Name, jsonValue(e.Value)}
		}
		return object
	default:
		return nil
	}
}
