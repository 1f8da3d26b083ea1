package policy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file makes, for each of Azure's own policies, a resource that violates it
// and one that complies, from the JSON of the policy. It shares no code with the
// evaluation: an operator is understood here a second time.

// maker is a resource in the making.
type maker struct {
	typ, api string
	params   map[string]any
	top      map[string]string // name and kind
	values   map[string]any    // by lower-cased path; gone for what must be missing
	counts   map[string]int    // of the elements of lists, by path with [*]
	spelled  map[string]string // paths as they are written
}

type gone struct{}

// something is any value, until one is wanted.
type something struct{}

func newMaker(typ string, params map[string]any) *maker {
	return &maker{typ: typ, api: "2025-06-01", params: params, top: map[string]string{}, values: map[string]any{}, counts: map[string]int{}, spelled: map[string]string{}}
}

func (m *maker) clone() *maker {
	n := *m
	n.top, n.values, n.counts, n.spelled = maps.Clone(m.top), maps.Clone(m.values), maps.Clone(m.counts), maps.Clone(m.spelled)
	return &n
}

// set gives a property a value; not when it has another one.
func (m *maker) set(path string, v any) bool {
	key := strings.ToLower(path)
	old, ok := m.values[key]
	if _, any := old.(something); !ok || any {
		m.values[key], m.spelled[key] = v, path
		return true
	}
	return fmt.Sprint(old) == fmt.Sprint(v)
}

// try makes the condition come out as wanted, or leaves m as it is.
func (m *maker) try(c map[string]any, want bool) bool {
	n := m.clone()
	if !n.build(c, want) {
		return false
	}
	*m = *n
	return true
}

func (m *maker) build(c map[string]any, want bool) bool {
	for name, part := range c {
		switch strings.ToLower(name) {
		case "allof":
			return m.junction(part, want, want)
		case "anyof":
			return m.junction(part, want, !want)
		case "not":
			inner, _ := part.(map[string]any)
			return m.build(inner, !want)
		}
	}
	op, operand := operatorIn(c)
	operand, ok := m.known(operand)
	if !ok {
		return false
	}
	if count, ok := c["count"].(map[string]any); ok {
		return m.count(count, op, operand, want)
	}
	if v, ok := c["value"]; ok {
		return m.value(v, op, operand, want)
	}
	field, _ := c["field"].(string)
	return m.field(field, op, operand, want)
}

// junction makes all parts come out as wanted, or one.
func (m *maker) junction(part any, want, all bool) bool {
	list, _ := part.([]any)
	for _, item := range list {
		kid, _ := item.(map[string]any)
		switch done := m.try(kid, want); {
		case all && !done:
			return false
		case !all && done:
			return true
		}
	}
	return all
}

func operatorIn(c map[string]any) (string, any) {
	for name, v := range c {
		switch name {
		case "field", "value", "count":
		default:
			return strings.ToLower(name), v
		}
	}
	return "", nil
}

// known is an operand, or the parameter that it is.
func (m *maker) known(v any) (any, bool) {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(s, "[") {
		return v, true
	}
	name, ok := strings.CutPrefix(s, "[parameters('")
	for key, v := range m.params {
		if ok && strings.EqualFold(key+"')]", name) {
			return v, true
		}
	}
	return nil, false
}

// value is a parameter or the version of the API.
func (m *maker) value(v any, op string, operand any, want bool) bool {
	if v == "[requestContext().apiVersion]" {
		limit, _ := operand.(string)
		m.api = limit
		if (op == "less") == want {
			m.api = "2015-01-01"
		}
		return true
	}
	if v, ok := m.known(v); ok && op == "equals" {
		return strings.EqualFold(fmt.Sprint(v), fmt.Sprint(operand)) == want
	}
	return false
}

func (m *maker) field(name, op string, operand any, want bool) bool {
	switch name {
	case "type":
		is := strings.EqualFold(fmt.Sprint(operand), m.typ)
		if list, ok := operand.([]any); ok {
			is = slices.ContainsFunc(list, func(v any) bool { return strings.EqualFold(fmt.Sprint(v), m.typ) })
		}
		return is == want
	case "name", "kind":
		v, ok := valueFor(op, operand, want)
		if old, has := m.top[name]; has && old != fmt.Sprint(v) {
			return false
		}
		m.top[name] = fmt.Sprint(v)
		return ok
	}
	if !strings.Contains(name, "/") {
		return false // what a template does not decide alone
	}
	typ, path := name[:strings.LastIndexByte(name, '/')], name[strings.LastIndexByte(name, '/')+1:]
	if !strings.EqualFold(typ, m.typ) {
		return false
	}
	if strings.HasPrefix(path, "logs.") {
		path = "logs[*]." + strings.TrimPrefix(path, "logs.")
	}
	if op == "exists" {
		there := strings.EqualFold(fmt.Sprint(operand), "true") == want
		if old, ok := m.values[strings.ToLower(path)]; ok {
			return (old != gone{}) == there
		}
		if !there {
			return m.set(path, gone{})
		}
		return m.set(path, something{})
	}
	if old, ok := m.values[strings.ToLower(path)]; ok && old != (something{}) {
		return holds(op, old, operand) == want
	}
	v, ok := valueFor(op, operand, want)
	return ok && m.set(path, v)
}

// holds compares a value that was chosen.
func holds(op string, v, operand any) bool {
	if rest, ok := strings.CutPrefix(op, "not"); ok {
		return !holds(rest, v, operand)
	}
	if v == (gone{}) {
		return false
	}
	s, w := strings.ToLower(fmt.Sprint(v)), strings.ToLower(fmt.Sprint(operand))
	switch op {
	case "equals":
		return s == w
	case "contains":
		return strings.Contains(s, w)
	case "in":
		list, _ := operand.([]any)
		return slices.ContainsFunc(list, func(x any) bool { return strings.EqualFold(fmt.Sprint(x), s) })
	}
	return false
}

// valueFor is a value for which an operator holds, or does not.
func valueFor(op string, operand any, want bool) (any, bool) {
	if rest, ok := strings.CutPrefix(op, "not"); ok {
		return valueFor(rest, operand, !want)
	}
	s, isText := operand.(string)
	switch op {
	case "equals":
		switch b := operand.(type) {
		case bool:
			return b == want, true
		case string:
			if want {
				return s, true
			}
			if v, ok := map[string]any{"true": false, "false": true}[strings.ToLower(s)]; ok {
				return v, true
			}
			return "another", true
		}
	case "in":
		if list, ok := operand.([]any); ok && want && len(list) > 0 {
			return list[0], true
		}
		return "another", !want
	case "like", "contains":
		if want {
			return strings.ReplaceAll(s, "*", "x"), isText
		}
		return "zzz", isText && s != "*"
	case "less":
		n, ok := operand.(float64)
		return map[bool]float64{true: n - 1, false: n}[want], ok
	}
	return nil, false
}

// count makes a list as long as it takes, of elements for which the condition of
// the count holds.
func (m *maker) count(c map[string]any, op string, operand any, want bool) bool {
	name, _ := c["field"].(string)
	limit, ok := operand.(float64)
	if name == "" || !ok {
		return false
	}
	path := strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	where, _ := c["where"].(map[string]any)
	for n := range 4 {
		if compares(op, float64(n), limit) != want {
			continue
		}
		try := m.clone()
		if n > 0 && where != nil && !try.build(where, true) {
			// Elements for which it does not hold count as none.
			continue
		}
		if n == 0 && where != nil && try.try(where, false) {
			try.counts[path] = 1
		} else {
			try.counts[path] = n
		}
		try.spelled[path] = name[strings.LastIndexByte(name, '/')+1:]
		*m = *try
		return true
	}
	return false
}

func compares(op string, n, limit float64) bool {
	switch op {
	case "equals":
		return n == limit
	case "notequals":
		return n != limit
	case "less":
		return n < limit
	case "lessorequals":
		return n <= limit
	case "greater":
		return n > limit
	default:
		return n >= limit
	}
}

// resource is the resource as a template has it.
func (m *maker) resource(scope string) string {
	name := strings.Repeat("p/", strings.Count(m.typ, "/")-1) + m.top["name"]
	if m.top["name"] == "" {
		name += "thing"
	}
	r := map[string]any{"type": m.typ, "apiVersion": m.api, "name": name, "location": "eastus2"}
	if m.top["kind"] != "" {
		r["kind"] = m.top["kind"]
	}
	if scope != "" {
		r["scope"] = scope
	}
	props := map[string]any{}
	r["properties"] = props
	for _, key := range slices.Sorted(maps.Keys(m.values)) {
		v := m.values[key]
		if v == (something{}) {
			v = "x"
		}
		if v != (gone{}) {
			m.put(r, props, m.spelled[key], v)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(m.counts)) {
		m.put(r, props, m.spelled[key], nil)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// put puts a value at a path: beside the properties where Azure has it there.
func (m *maker) put(r, props map[string]any, path string, v any) {
	at := props
	if first := strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' })[0]; slices.Contains([]string{"sku", "zones"}, first) {
		at = r
	}
	m.putIn(at, strings.Split(path, "."), "", v)
}

func (m *maker) putIn(at map[string]any, parts []string, done string, v any) {
	name, list := strings.CutSuffix(parts[0], "[*]")
	key := strings.ToLower(strings.TrimPrefix(done+"."+parts[0], "."))
	if !list {
		if len(parts) == 1 {
			at[name] = v
			return
		}
		inner, _ := at[name].(map[string]any)
		if inner == nil {
			inner = map[string]any{}
			at[name] = inner
		}
		m.putIn(inner, parts[1:], key, v)
		return
	}
	n, counted := m.counts[key]
	if !counted {
		n = 1
	}
	items, _ := at[name].([]any)
	for len(items) < n {
		items = append(items, map[string]any{})
	}
	at[name] = items[:n]
	for i := range n {
		if len(parts) == 1 && v != nil {
			items[i] = v
		}
		if inner, ok := items[i].(map[string]any); ok && len(parts) > 1 {
			m.putIn(inner, parts[1:], key, v)
		}
	}
}

// related makes the resource that an existence condition asks for, of an
// accompanying type; empty when this test does not know how.
func related(d map[string]any, of, id string, params map[string]any) string {
	typ, _ := d["type"].(string)
	cond, _ := d["existenceCondition"].(map[string]any)
	m := newMaker(typ, params)
	if cond != nil && !m.build(cond, true) {
		return ""
	}
	switch strings.ToLower(typ) {
	case "microsoft.insights/diagnosticsettings", "microsoft.containerservice/fleetmemberships":
		m.top["name"] = "default"
		return m.resource(of + "/thing")
	}
	if strings.HasSuffix(typ, "/privateEndpointConnections") {
		return `{"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01", "name": "pe", "properties": {"privateLinkServiceConnections": [{"name": "c", "properties": {"privateLinkServiceId": "` + id + `"}}]}}`
	}
	return ""
}

// TestMutations demands that each of Azure's own policies that is decided offline
// reports a resource made to violate it, and passes over one made to comply.
func TestMutations(t *testing.T) {
	var raw []struct {
		ID, Name, Effect string
		Params, If       map[string]any
		Details          map[string]any
	}
	if err := json.Unmarshal(azures, &raw); err != nil {
		t.Fatal(err)
	}
	set := load(t, Builtin())
	place := map[string]int{}
	for i, p := range set.policies {
		place[p.def.id] = i
	}
	both, skipped := 0, []string{}
	for _, p := range raw {
		d := set.policies[place[p.ID]]
		typ := spelledType(p.If)
		bad, good := newMaker(typ, p.Params), newMaker(typ, p.Params)
		more := ""
		ok := hindrance(d) == "" && bad.build(p.If, true)
		if p.Details == nil {
			ok = ok && good.build(p.If, false)
		} else {
			ok = ok && good.build(p.If, true)
			more = related(p.Details, typ, "[resourceId('"+typ+"', 'thing')]", p.Params)
			ok = ok && more != ""
		}
		if !ok {
			skipped = append(skipped, p.Name)
			continue
		}
		both++
		broken, kept := []string{bad.resource("")}, []string{good.resource("")}
		if more != "" {
			kept = append(kept, more)
		}
		if list := Run(snap(t, broken...), set.alone(place[p.ID]), Options{}); len(list) != 1 || list[0].Code != codeAudited && list[0].Code != codeDenied {
			t.Errorf("%s: made to violate it: %s: %v", p.Name, broken, list)
		}
		if list := Run(snap(t, kept...), set.alone(place[p.ID]), Options{}); len(list) != 0 {
			t.Errorf("%s: made to comply: %s: %v", p.Name, kept, list)
		}
	}
	t.Logf("%d policies violated and kept; not made: %d: %s", both, len(skipped), strings.Join(skipped, "\n"))
	if both < 90 {
		t.Errorf("only %s policies", strconv.Itoa(both))
	}
}

// spelledType is the first type that a rule asks for, as it is spelt.
func spelledType(c map[string]any) string {
	if c["field"] == "type" {
		_, v := operatorIn(c)
		if list, ok := v.([]any); ok {
			v = list[len(list)-1]
		}
		return fmt.Sprint(v)
	}
	for _, part := range c {
		list, _ := part.([]any)
		for _, item := range list {
			kid, _ := item.(map[string]any)
			if typ := spelledType(kid); typ != "" {
				return typ
			}
		}
	}
	return ""
}
