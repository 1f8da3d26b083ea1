package policy

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// host gives what the functions of Azure Policy give.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-functions
func (r *run) host(name string, args []snapshot.Value) (snapshot.Value, error) {
	switch name {
	case "parameters":
		return r.parameter(args[0])
	case "field":
		return r.fieldValue(args[0])
	case "current":
		return r.current(args)
	case "requestContext":
		return snapshot.NewUnknown(name, object("apiVersion", text(r.asked.res.APIVersion))), nil
	case "policy":
		return r.self(), nil
	case "addDays":
		return addDays(args)
	case "ipRangeContains":
		return ipRangeContains(args)
	case "resourceGroup":
		return r.group(), nil
	case "subscription":
		return r.subscription(), nil
	default:
		return snapshot.NewUnknown(name, nil), nil
	}
}

func textArg(v snapshot.Value) (string, error) {
	s, ok := v.(snapshot.String)
	if !ok {
		return "", errors.New("an argument is " + snapshot.Show(v) + ", wanted a text")
	}
	return string(s), nil
}

// parameter is the value of a parameter: given, the default, or an unknown that
// says that there is none.
func (r *run) parameter(arg snapshot.Value) (snapshot.Value, error) {
	name, err := textArg(arg)
	if err != nil {
		return nil, err
	}
	at := r.params
	if at == nil {
		return nil, fmt.Errorf("there is no parameter %q here", name)
	}
	defer func() { r.params = at }()
	key := strings.ToLower(name)
	if t, ok := at.given[key]; ok {
		r.params = at.outer
		if at.outer == nil {
			return t.Plain(), nil
		}
		return r.Eval(t)
	}
	if t, ok := at.defaults[key]; ok && t.IsValid() {
		return t.Plain(), nil
	}
	return snapshot.NewUnknown(ownParameter, nil, snapshot.String(name)), nil
}

// ownParameter tells the parameters of policies from those of the template.
const ownParameter = "policy.parameters"

// missingParameter is the name of the parameter without a value that v is made from.
func missingParameter(v snapshot.Value) (string, bool) {
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		return "", false
	}
	for _, ref := range u.References() {
		if ref.Func == ownParameter {
			return ref.Target, true
		}
	}
	return "", false
}

// fieldValue is the function field: of the resource that the rule looks at, a
// list for the elements of a list, and an empty text for what is missing.
func (r *run) fieldValue(arg snapshot.Value) (snapshot.Value, error) {
	name, err := textArg(arg)
	if err != nil {
		return nil, err
	}
	return r.fieldOf(r.asked, r.refNamed(name))
}

func (r *run) fieldOf(v *view, ref *reference) (snapshot.Value, error) {
	ch := r.selectField(ref, v)
	if ch.bad != "" {
		return nil, errors.New(ch.bad)
	}
	var values []snapshot.Value
	for _, it := range ch.items {
		values = append(values, it.literal(ref.name))
	}
	if ch.many {
		return snapshot.NewArray(values...), nil
	}
	return values[0], nil
}

// literal is an item as the function field gives it.
func (i item) literal(name string) snapshot.Value {
	switch {
	case i.open != "":
		return snapshot.NewUnknown("field", nil, snapshot.String(name))
	case snapshot.Missing(i.value):
		return snapshot.String("")
	}
	return i.value
}

// current is the element that a count is at.
func (r *run) current(args []snapshot.Value) (snapshot.Value, error) {
	if len(r.counts) == 0 {
		return nil, errors.New("current is outside of a count")
	}
	innermost := r.counts[len(r.counts)-1]
	if len(args) == 0 {
		return r.element(innermost, innermost.ref)
	}
	name, err := textArg(args[0])
	if err != nil {
		return nil, err
	}
	for i := len(r.counts) - 1; i >= 0; i-- {
		at := r.counts[i]
		switch {
		case at.ref == nil && (strings.EqualFold(at.name, name) || at.name == "" && strings.EqualFold(name, "default")):
			return at.value, nil
		case at.ref != nil && hasPrefixFold(name, at.ref.name):
			return r.element(at, r.refNamed(name))
		}
	}
	return nil, fmt.Errorf("no count around current is one of %q", name)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (r *run) element(at counted, ref *reference) (snapshot.Value, error) {
	if at.ref == nil {
		return at.value, nil
	}
	v, err := r.fieldOf(r.view, ref)
	if list, ok := v.(*snapshot.Array); ok && err == nil && list.Len() == 1 {
		return list.At(0), nil
	}
	return v, err
}

// self is the function policy.
func (r *run) self() snapshot.Value {
	assigned, set := "", ""
	if r.p.by != nil {
		assigned = r.p.by.id
	}
	if r.p.set != nil {
		set = r.p.set.id
	}
	return object("assignmentId", text(assigned), "definitionId", text(r.p.def.id), "setDefinitionId", text(set), "definitionReferenceId", text(r.p.reference))
}

func addDays(args []snapshot.Value) (snapshot.Value, error) {
	date, err := textArg(args[0])
	if err != nil {
		return nil, err
	}
	days, ok := args[1].(snapshot.Int)
	if !ok {
		return nil, errors.New("the number of days is " + snapshot.Show(args[1]) + ", wanted a whole number")
	}
	s, err := snapshot.AddDays(date, int64(days))
	return text(s), err
}

// ipRangeContains reports whether the first range holds the second.
func ipRangeContains(args []snapshot.Value) (snapshot.Value, error) {
	var ends [2][2]netip.Addr
	for i, a := range args {
		s, err := textArg(a)
		if err != nil {
			return nil, err
		}
		low, high, err := ipRange(s)
		if err != nil {
			return nil, err
		}
		ends[i] = [2]netip.Addr{low, high}
	}
	if ends[0][0].Is4() != ends[1][0].Is4() {
		return nil, errors.New("the ranges are of IPv4 and of IPv6")
	}
	return snapshot.Bool(ends[0][0].Compare(ends[1][0]) <= 0 && ends[1][1].Compare(ends[0][1]) <= 0), nil
}

// ipRange is the first and the last of an address, a CIDR range or from-to.
func ipRange(s string) (low, high netip.Addr, err error) {
	if from, to, ok := strings.Cut(s, "-"); ok {
		low, err = netip.ParseAddr(from)
		if err == nil {
			high, err = netip.ParseAddr(to)
		}
		if err == nil && (low.Is4() != high.Is4() || low.Compare(high) > 0) {
			err = fmt.Errorf("%q is an empty range", s)
		}
		return low, high, err
	}
	if !strings.Contains(s, "/") {
		low, err = netip.ParseAddr(s)
		return low, low, err
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return low, high, err
	}
	return p.Masked().Addr(), lastOf(p), nil
}

// lastOf is the last address of a range.
func lastOf(p netip.Prefix) netip.Addr {
	raw := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < len(raw)*8; bit++ {
		raw[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(raw)
	return last
}
