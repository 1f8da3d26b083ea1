package armsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// plan is a template evaluated: its steps, the nested ones with them.
type plan struct {
	snap  *snapshot.Snapshot
	opts  snapshot.Options
	roots []*step
	all   map[string]*step // by id in lower case
}

// step is one resource of a template, or a deployment nested in it.
type step struct {
	id, typ, name, api, location, path, pointer string
	line, column                                int
	body                                        *snapshot.Object
	condition                                   snapshot.Value
	existing                                    bool
	nested                                      *snapshot.Deployment
	children                                    []*step // of nested
	dependsOn                                   []string
	needs                                       []*step
	around                                      *step // the deployment it is nested in; nil for none

	// What follows is of one run.
	home  *deployment
	inner *deployment // of nested
	op    *operation
	state string // as of an operation; empty while it waits
	kept  object // what is going to exist
}

// waiting reports whether a step is still to be done.
func (st *step) waiting() bool { return st.state == "" && !st.existing }

// planned evaluates a template as Azure Resource Manager does before it begins.
func planned(src []byte, opts snapshot.Options) (*plan, *ErrorBody) {
	var raw any
	if err := json.Unmarshal(src, &raw); err != nil {
		return nil, invalidTemplate("%s", err)
	}
	if err := withinLimits(raw); err != nil {
		return nil, err
	}
	snap, diags := snapshot.Take(src, opts)
	if diags.HasErrors() {
		return nil, invalidTemplate("%s", diags.Err())
	}
	p := &plan{snap: snap, opts: opts, all: map[string]*step{}}
	p.collect()
	if err := p.connect(raw); err != nil {
		return nil, err
	}
	return p, nil
}

func invalidTemplate(format string, args ...any) *ErrorBody {
	return &ErrorBody{Code: "InvalidTemplate", Message: "Deployment template validation failed: '" + fmt.Sprintf(format, args...) + "'."}
}

// withinLimits holds a template to what Azure Resource Manager accepts.
func withinLimits(raw any) *ErrorBody {
	template, ok := raw.(object)
	if !ok {
		return invalidTemplate("the template is no JSON object")
	}
	for _, limit := range []struct {
		key  string
		most int
	}{{"parameters", 256}, {"variables", 512}, {"outputs", 64}, {"resources", 800}} {
		if n := size(template[limit.key]); n > limit.most {
			return invalidTemplate("The number of template %s limit exceeded. Limit: '%d' and actual: '%d'. Please see https://aka.ms/arm-syntax-%s for usage details.",
				limit.key, limit.most, n, limit.key)
		}
	}
	return nil
}

func size(v any) int {
	switch v := v.(type) {
	case object:
		return len(v)
	case []any:
		return len(v)
	}
	return 0
}

// collect makes the steps, each where it belongs, in the order of the template.
func (p *plan) collect() {
	var list []*step
	for _, r := range p.snap.Resources {
		st := &step{
			id: r.ID, typ: r.Type, name: r.Name, api: r.APIVersion, path: r.Origin.Path, pointer: r.Origin.Pointer,
			line: r.Origin.Pos.Line, column: r.Origin.Pos.Col, body: r.Body, condition: r.Conditional, existing: r.Existing, dependsOn: r.DependsOn,
		}
		if where, ok := r.Location.(snapshot.String); ok {
			st.location = string(where)
		}
		list = append(list, st)
	}
	for i, d := range p.snap.Deployments {
		list = append(list, &step{
			id: d.ID, typ: "Microsoft.Resources/deployments", name: d.Name, path: d.Origin.Path, pointer: d.Origin.Pointer, line: d.Origin.Pos.Line, column: d.Origin.Pos.Col,
			condition: d.Conditional, nested: &p.snap.Deployments[i], dependsOn: d.DependsOn,
		})
	}
	slices.SortStableFunc(list, func(a, b *step) int {
		return cmp.Or(a.line-b.line, a.column-b.column, strings.Compare(a.path, b.path))
	})
	for _, st := range list {
		if !st.existing || p.all[strings.ToLower(st.id)] == nil {
			p.all[strings.ToLower(st.id)] = st
		}
		if around := innermost(list, st); around != nil {
			around.children, st.around = append(around.children, st), around
		} else {
			p.roots = append(p.roots, st)
		}
	}
}

// innermost is the deployment that st is written in; nil for the template itself.
func innermost(list []*step, st *step) *step {
	var found *step
	for _, d := range list {
		inside := d.nested != nil && strings.HasPrefix(st.pointer, d.pointer+"/") && strings.HasPrefix(st.path, d.path+"/")
		if inside && (found == nil || len(d.path) > len(found.path)) {
			found = d
		}
	}
	return found
}

// connect finds what each step needs.
func (p *plan) connect(raw any) *ErrorBody {
	if err := link(p.roots, raw); err != nil {
		return err
	}
	for _, st := range p.all {
		if err := link(st.children, raw); err != nil {
			return err
		}
	}
	return nil
}

// link connects the steps of one deployment.
func link(steps []*step, raw any) *ErrorBody {
	for _, st := range steps {
		for _, id := range st.dependsOn {
			i := slices.IndexFunc(steps, func(other *step) bool { return strings.EqualFold(other.id, id) })
			if i < 0 {
				return invalidTemplate("The resource '%s' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.", id)
			}
			st.needs = append(st.needs, steps[i])
		}
		for _, name := range referred(at(raw, st.pointer)) {
			for _, other := range steps {
				if other != st && !slices.Contains(st.needs, other) && answers(other, name) {
					st.needs = append(st.needs, other)
				}
			}
		}
	}
	for _, st := range steps {
		if reaches(st, st, map[*step]bool{}) {
			return invalidTemplate("Circular dependency detected on resource: '%s'. Please see https://aka.ms/arm-syntax-resources for usage details.", st.id)
		}
	}
	return nil
}

// follows reports whether st begins only once other has ended, whatever takes
// how long: it needs it, or what needs it, or a deployment around one of them does.
func (st *step) follows(other *step) bool {
	var outside []*step // other, and the deployments around it
	for at := other; at != nil; at = at.around {
		outside = append(outside, at)
	}
	for at := st; at != nil; at = at.around {
		for _, end := range outside {
			if end != at && reaches(at, end, map[*step]bool{}) {
				return true
			}
		}
	}
	return false
}

// reaches reports whether from needs to, itself or through others.
func reaches(from, to *step, seen map[*step]bool) bool {
	for _, need := range from.needs {
		if need == to {
			return true
		}
		if !seen[need] {
			seen[need] = true
			if reaches(need, to, seen) {
				return true
			}
		}
	}
	return false
}

// answers reports whether a symbolic name, or the name of a loop, means st.
func answers(st *step, name string) bool {
	last := st.path[strings.LastIndex(st.path, "/")+1:]
	base, _, _ := strings.Cut(last, "[")
	return strings.EqualFold(last, name) || strings.EqualFold(base, name)
}

var referenceByName = regexp.MustCompile(`(?i)references?\('([A-Za-z0-9_\[\]]+)'`)

// referred are the symbolic names that a resource refers to: that is a
// dependency, without dependsOn. An id makes none.
func referred(node any) []string {
	o, ok := node.(object)
	if !ok {
		return nil
	}
	shallow := object{}
	for key, v := range o {
		shallow[key] = v
	}
	if props, ok := o["properties"].(object); ok && props["template"] != nil {
		shallow["properties"] = props["parameters"]
	}
	text, err := json.Marshal(shallow)
	if err != nil {
		return nil
	}
	var names []string
	for _, m := range referenceByName.FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	return names
}

// at is what a JSON pointer points to.
func at(raw any, pointer string) any {
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch v := raw.(type) {
		case object:
			raw = v[part]
		case []any:
			var i int
			if _, err := fmt.Sscan(part, &i); err != nil || i < 0 || i >= len(v) {
				return nil
			}
			raw = v[i]
		default:
			return nil
		}
	}
	return raw
}
