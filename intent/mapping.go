package intent

import (
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// pair is a key and its value, the place being the key's.
type pair struct {
	key string
	entry
}

// entries are the keys of a mapping, in the order written; of a key written
// twice the first. A mapping left out, or empty, has none. It is false when
// there is something else than a mapping, which is then reported.
func (d *decoder) entries(s slot) ([]pair, bool) {
	if s.node == nil || isNull(target(s.node)) {
		return nil, true
	}
	n := target(s.node)
	if n.Kind != yaml.MappingNode {
		hint := "write \"name: value\" lines, indented alike"
		if len(s.keys) > 0 {
			hint = "write its fields as \"key: value\" lines: " + strings.Join(s.keys, ", ")
		}
		d.wrong(s.path, d.src.span(s.node), faulty("AML021", fmt.Sprintf("found %s, wanted a mapping", kindOf(n)), hint))
		return nil, false
	}
	pairs := make([]pair, 0, len(n.Content)/2)
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode || k.Tag != "!!str" || seen[k.Value] {
			continue // reported by guard
		}
		seen[k.Value] = true
		pairs = append(pairs, pair{k.Value, entry{d.src.span(k), n.Content[i+1]}})
	}
	return pairs, true
}

// tags decodes a mapping of names to text.
func (d *decoder) tags(s slot, t *Tags) {
	t.Section = Section{Path: s.path, Span: s.at}
	pairs, _ := d.entries(s)
	if bad := count(s.field, len(pairs), "tags"); bad != nil {
		d.wrong(s.path, s.at, bad)
		return
	}
	seen := map[string]diag.Span{}
	for _, p := range pairs {
		c := slot{tagValue, join(s.path, p.key), p.entry}
		tag := Tag{Name: String{V: p.key, Path: c.path, Span: p.at}}
		if bad := checkTagName(p.key); bad != nil {
			d.wrong(c.path, p.at, bad)
		}
		d.sameTag(tag.Name, seen)
		d.scalar(c, &tag.Value)
		t.Items = append(t.Items, tag)
	}
}

// sameTag reports a name that differs from another by case only.
func (d *decoder) sameTag(name String, seen map[string]diag.Span) {
	lower := strings.ToLower(name.V)
	first, ok := seen[lower]
	if !ok {
		seen[lower] = name.Span
		return
	}
	d.add(diag.Diagnostic{
		Code: "AML039", Span: name.Span, Msg: fmt.Sprintf("%q: another tag has this name, in other case", name.Path),
		Hint: "keep one of the two: Azure does not tell them apart", Notes: []string{"first written at " + first.String()},
	})
}

// pools decodes a mapping of names to pools.
func (d *decoder) pools(s slot, ps *Pools) {
	ps.Section = Section{Path: s.path, Span: s.at}
	pairs, _ := d.entries(s)
	if bad := count(s.field, len(pairs), "pools"); bad != nil {
		d.wrong(s.path, s.at, bad)
		return
	}
	for _, p := range pairs {
		c := slot{s.item, join(s.path, p.key), p.entry}
		pool := Pool{Name: String{V: p.key, Path: c.path, Span: p.at}}
		if bad := checkText(s.name, p.key); bad != nil {
			d.wrong(c.path, p.at, bad)
		}
		d.section(c, reflect.ValueOf(&pool).Elem())
		ps.Items = append(ps.Items, pool)
	}
}
