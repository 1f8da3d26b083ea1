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
func (d *decoder) entries(path string, e entry) ([]pair, bool) {
	if e.node == nil || isNull(target(e.node)) {
		return nil, true
	}
	n := target(e.node)
	if n.Kind != yaml.MappingNode {
		d.wrong(path, d.src.span(e.node), faulty("AML021", fmt.Sprintf("found %s, wanted a mapping", kindOf(n)), "write \"key: value\" lines, indented alike"))
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
func (d *decoder) tags(f *field, path string, e entry, t *Tags) {
	t.Section = Section{Path: path, Span: e.at}
	found, _ := d.entries(path, e)
	if count := d.count(f, len(found), "tags"); count != nil {
		d.wrong(path, e.at, count)
		return
	}
	seen := map[string]diag.Span{}
	for _, p := range found {
		at := join(path, p.key)
		tag := Tag{Name: String{V: p.key, Path: at, Span: p.at}}
		if f := checkTagName(p.key); f != nil {
			d.wrong(at, p.at, f)
		}
		d.sameTag(p, at, seen)
		d.scalar(tagValue, at, p.entry, &tag.Value)
		t.Items = append(t.Items, tag)
	}
}

// sameTag reports a name that differs from another by case only.
func (d *decoder) sameTag(p pair, path string, seen map[string]diag.Span) {
	lower := strings.ToLower(p.key)
	if first, ok := seen[lower]; ok {
		d.add(diag.Diagnostic{
			Code: "AML039", Span: p.at, Msg: fmt.Sprintf("%q: another tag has this name, in other case", path),
			Hint: "keep one of the two: Azure does not tell them apart", Notes: []string{"first written at " + first.String()},
		})
		return
	}
	seen[lower] = p.at
}

// pools decodes a mapping of names to pools.
func (d *decoder) pools(f *field, path string, e entry, ps *Pools) {
	ps.Section = Section{Path: path, Span: e.at}
	found, _ := d.entries(path, e)
	if count := d.count(f, len(found), "pools"); count != nil {
		d.wrong(path, e.at, count)
		return
	}
	for _, p := range found {
		at := join(path, p.key)
		pool := Pool{Name: String{V: p.key, Path: at, Span: p.at}}
		if fault := checkText(f.name, p.key); fault != nil {
			d.wrong(at, p.at, fault)
		}
		d.section(f.item, at, p.entry, reflect.ValueOf(&pool).Elem())
		ps.Items = append(ps.Items, pool)
	}
}
