package deploy

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Output is an output of a template.
type Output struct {
	// Name is spelt as the template does, where that is known: Azure changes case.
	Name string `json:"name"`
	// Type is String, Bool, Int, Array or Object, as Azure spells it.
	Type string `json:"type"`
	// Value is JSON.
	Value json.RawMessage `json:"value"`
}

// Text is the value as a setting takes it: a text as it is, else JSON.
func (o Output) Text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(o.Value)
}

// outputs are the outputs of a deployment, in the order of the template, without
// secure ones, whatever Azure sends for those.
func outputs(raw, template json.RawMessage) []Output {
	var sent map[string]struct {
		Type  string
		Value json.RawMessage
	}
	list := []Output{}
	if json.Unmarshal(raw, &sent) != nil {
		return list
	}
	declared, secure := declaredOutputs(template)
	for name, o := range sent {
		if strings.HasPrefix(strings.ToLower(o.Type), "secure") || len(o.Value) == 0 || string(o.Value) == "null" {
			continue
		}
		at := slices.IndexFunc(declared, func(d string) bool { return strings.EqualFold(d, name) })
		if at >= 0 {
			if name = declared[at]; secure[at] {
				continue
			}
		} else {
			name = spelled(name)
		}
		list = append(list, Output{Name: name, Type: o.Type, Value: o.Value})
	}
	place := func(o Output) int {
		if at := slices.Index(declared, o.Name); at >= 0 {
			return at
		}
		return len(declared)
	}
	slices.SortFunc(list, func(a, b Output) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Name, b.Name)) })
	return list
}

// spelled undoes what Azure does to a name in capitals, where the template is
// not there to say how it is spelt: azurE_LOCATION was AZURE_LOCATION.
func spelled(name string) string {
	rest := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz")
	if strings.Contains(rest, "_") && rest == strings.ToUpper(rest) {
		return strings.ToUpper(name)
	}
	return name
}

// declaredOutputs are the names that a template gives its outputs, in order, and
// which are secure.
func declaredOutputs(template json.RawMessage) (names []string, secure []bool) {
	var t struct{ Outputs json.RawMessage }
	if json.Unmarshal(template, &t) != nil || len(t.Outputs) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(string(t.Outputs)))
	if _, err := d.Token(); err != nil {
		return nil, nil
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return names, secure
		}
		var o struct{ Type string }
		if d.Decode(&o) != nil {
			return names, secure
		}
		text, _ := name.(string)
		names = append(names, text)
		secure = append(secure, strings.HasPrefix(strings.ToLower(o.Type), "secure"))
	}
	return names, secure
}

// Skipped is an output that no setting can hold, and why.
type Skipped struct{ Name, Why string }

// Dotenv are outputs as lines NAME="value" that "azd env set --file" reads, and
// those that it would not read as they are. What a shell or azd would take for
// more than text is escaped.
func Dotenv(list []Output) (text string, skipped []Skipped) {
	var b strings.Builder
	for _, o := range list {
		value := o.Text()
		switch {
		case !setting(o.Name):
			skipped = append(skipped, Skipped{o.Name, "azd has no settings of such a name"})
		case strings.HasSuffix(value, `\`), strings.HasSuffix(value, `"`):
			// github.com/joho/godotenv, which azd reads with, takes a quotation mark
			// behind a backslash for no end, and trims those at the end.
			skipped = append(skipped, Skipped{o.Name, "azd cannot read a value that ends in a backslash or a quotation mark"})
		default:
			b.WriteString(o.Name + `="` + escape(value) + "\"\n")
		}
	}
	return b.String(), skipped
}

func setting(name string) bool {
	for i, r := range name {
		if !(r == '_' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return name != ""
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`", "!", `\!`, "\n", `\n`, "\r", `\r`).Replace(s)
}
