package armsim

import (
	"regexp"
	"strings"
)

var (
	tagName  = regexp.MustCompile(`(?i)tagName eq '((?:[^']|'')*)'`)
	tagValue = regexp.MustCompile(`(?i)tagValue eq '((?:[^']|'')*)'`)
	typeIs   = regexp.MustCompile(`(?i)resourceType eq '([^']*)'`)
)

// tagged reports whether a resource is meant by a $filter.
func tagged(body object, filter string) bool {
	if m := typeIs.FindStringSubmatch(filter); m != nil {
		if typ, _ := body["type"].(string); !strings.EqualFold(typ, m[1]) {
			return false
		}
	}
	m := tagName.FindStringSubmatch(filter)
	if m == nil {
		return true
	}
	tags, _ := body["tags"].(object)
	value, ok := lookup(tags, unquoted(m[1]))
	if v := tagValue.FindStringSubmatch(filter); ok && v != nil {
		return value == unquoted(v[1])
	}
	return ok
}

func unquoted(s string) string { return strings.ReplaceAll(s, "''", "'") }
