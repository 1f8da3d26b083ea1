package generator

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/plan"
)

// valueOf writes a value of the plan as Bicep.
func valueOf(v plan.Value) (string, error) {
	switch v := v.(type) {
	case plan.Text:
		return quote(string(v)), nil
	case plan.Number:
		return strconv.Itoa(int(v)), nil
	case plan.Flag:
		return strconv.FormatBool(bool(v)), nil
	case plan.List:
		return listValue(v)
	case plan.Map:
		return mapValue(v)
	case plan.Unique:
		return fmt.Sprintf("'%s${take(nameSuffix, %d)}'", escape(v.Prefix), v.Length), nil
	case plan.Suffix:
		return "uniqueString(resourceGroup().id)", nil
	case plan.Prefixed:
		return "'" + escape(v.Prefix) + "${" + v.Symbol + "}'", nil
	case plan.Ref:
		return refValue(v), nil
	case plan.OwnGroup:
		return ownGroup(v)
	default:
		return "", fmt.Errorf("no such kind of value: %T", v)
	}
}

func listValue(l plan.List) (string, error) {
	items := make([]string, len(l))
	for i, v := range l {
		s, err := valueOf(v)
		if err != nil {
			return "", err
		}
		items[i] = s
	}
	return linesOf(items), nil
}

func mapValue(m plan.Map) (string, error) {
	if len(m) == 0 {
		return "{}", nil
	}
	var b strings.Builder
	b.WriteString("{\n")
	for _, e := range m {
		s, err := valueOf(e.Value)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s: %s\n", keyOf(e.Name), s)
	}
	b.WriteString("}")
	return b.String(), nil
}

func refValue(r plan.Ref) string {
	if r.Path == "" {
		return r.Symbol
	}
	return r.Symbol + "." + r.Path
}

func ownGroup(v plan.OwnGroup) (string, error) {
	switch v {
	case "name", "id":
		return "resourceGroup()." + string(v), nil
	case "subscription":
		return "subscription().subscriptionId", nil
	default:
		return "", fmt.Errorf("no such property of the resource group: %q", string(v))
	}
}

// storageSuffix is the cloud's storage host suffix, as a hole of a string.
const storageSuffix = "${environment().suffixes.storage}"

// nameOf writes the name of a resource.
func nameOf(n plan.Name) string {
	switch {
	case n.Param != "":
		return n.Param
	case n.Hash.Symbol != "":
		return "'" + escape(n.Text) + "${uniqueString(" + refValue(n.Hash) + ")}'"
	case n.StorageSuffix != "":
		return "'" + escape(strings.TrimSuffix(n.Text, ".")) + "." + storageSuffix + "'"
	default:
		return quote(n.Text)
	}
}

// groupOf writes a resource group as a scope.
func groupOf(g plan.Group) string {
	switch {
	case g.IsOwn():
		return "resourceGroup()"
	case g.Subscription == "":
		return "resourceGroup(" + quote(g.Name) + ")"
	default:
		return "resourceGroup(" + quote(g.Subscription) + ", " + quote(g.Name) + ")"
	}
}

// settingOf writes the value of a configuration setting.
func settingOf(s plan.Setting) string {
	switch {
	case s.Ref.Symbol == "":
		return quote(s.Value)
	case s.Suffix == "":
		return refValue(s.Ref)
	default:
		return "'${" + refValue(s.Ref) + "}" + escape(s.Suffix) + "'"
	}
}

// quoted writes strings, and things that print as strings, as literals.
func quoted[T any](items []T) []string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = quote(fmt.Sprint(item))
	}
	return list
}

func prefixList(prefixes []netip.Prefix) string { return listOf(quoted(prefixes)) }
