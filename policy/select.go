package policy

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// item is one value of a field.
type item struct {
	// path is where it stands in the resource, and value is nil when there is none.
	path  string
	value snapshot.Value
	// open says why the value is not known, which only Azure fills in.
	open string
	// at are the elements of lists on the way, by the key of their step.
	at map[string]int
}

// outcomeOf is what comes of an operator on an item.
func (i item) outcomeOf(op operator, want snapshot.Value) outcome {
	if i.open != "" {
		return offline(i.open)
	}
	return op.apply(i.value, want)
}

// choice are the values of a field.
type choice struct {
	items []item
	// many says that the field is that of the elements of a list.
	many bool
	// bad is why the field is not evaluated; empty when it is.
	bad string
	// loose says that texts are compared without their blanks: locations are.
	loose bool
}

func one(path string, v snapshot.Value) choice { return choice{items: []item{{path: path, value: v}}} }

// selectField gives the values of a field of the resource in the view.
func (r *run) selectField(ref *reference, v *view) choice {
	res := v.res
	switch ref.kind {
	case refName:
		return one("name", text(lastSegment(res.Name)))
	case refFullName:
		return one("fullName", text(res.Name))
	case refType:
		return one("type", text(typeOf(res)))
	case refID:
		return one("id", r.idOf(res.ID))
	case refLocation:
		c := one("location", res.Location)
		c.loose = true
		return c
	case refKindOf, refTags:
		return one(strings.ToLower(ref.name), member(res.Body, ref.name))
	case refTag:
		tags := member(res.Body, "tags")
		return one("tags['"+ref.tag+"']", member(tags, ref.tag))
	case refAlias:
		ref = ref.of(strings.ToLower(typeOf(res)))
		if ref.typ != "" && ref.typ != strings.ToLower(typeOf(res)) {
			return choice{bad: "\"" + ref.name + "\" is of another type than " + typeOf(res)}
		}
		return r.selectAlias(ref, v)
	default:
		return choice{bad: "amlsec does not know the field \"" + ref.name + "\""}
	}
}

// typeGroup is what templates call resource groups, which policies call
// Microsoft.Resources/subscriptions/resourceGroups.
const typeGroup = "Microsoft.Resources/resourceGroups"

// typeOf is the type of a resource as policies name it.
func typeOf(res *snapshot.Resource) string {
	if strings.EqualFold(res.Type, typeGroup) {
		return "Microsoft.Resources/subscriptions/resourceGroups"
	}
	return res.Type
}

// isEmpty reports whether nothing is there.
func (w *walker) isEmpty() bool {
	return !slices.ContainsFunc(w.items, func(i item) bool { return i.value != nil || i.open != "" })
}

// selectAlias gives the values at the path of an alias.
func (r *run) selectAlias(ref *reference, v *view) choice {
	w := walker{run: r, view: v, ref: ref}
	w.root()
	if w.isEmpty() && !w.made {
		switch lead := r.leadOf(ref); {
		case lead.Known && !lead.Found:
			return choice{bad: "amlsec finds no property that \"" + ref.name + "\" leads to"}
		case lead.ReadOnly && v.settled:
			w.items = []item{{path: ref.name, open: "only Azure knows " + ref.name}}
		}
	}
	return choice{items: w.items, many: w.many || ref.hasStar()}
}

// leadOf is what is known of the property of an alias. Azure's own policies are
// held to the resource types by a test.
func (r *run) leadOf(ref *reference) Lead {
	if r.opts.Leads == nil || r.p.def.builtin || ref.typ == "" {
		return Lead{}
	}
	key := ref.typ + "/" + ref.name
	lead, ok := r.properties[key]
	if !ok {
		lead = r.opts.Leads(ref.typ, ref.names())
		r.properties[key] = lead
	}
	return lead
}

func text(s string) snapshot.Value { return snapshot.String(s) }

// member is a property of an object, an Unknown below an Unknown; nil when
// there is none.
func member(v snapshot.Value, name string) snapshot.Value {
	switch v := v.(type) {
	case *snapshot.Object:
		m, _ := v.Get(name)
		return m
	case *snapshot.Unknown:
		return v
	}
	return nil
}

// walker follows the path of an alias through a resource. Aliases leave out
// "properties", of the resource and of the elements of its lists.
type walker struct {
	run   *run
	view  *view
	ref   *reference
	items []item
	many  bool
	// made: other resources of the template make what is there.
	made bool
}

// root finds what the first step starts from.
func (w *walker) root() {
	body, first := w.view.res.Body, w.ref.steps[0]
	props := member(body, "properties")
	if envelope(first.name) && (member(body, first.name) != nil || member(props, first.name) == nil) || props == nil && member(body, first.name) != nil {
		w.follow(item{value: body}, w.ref.steps)
		return
	}
	w.follow(item{path: "properties", value: orEmpty(props)}, w.ref.steps)
}

// orEmpty stands for an object that is missing, whose members may come from
// elsewhere.
func orEmpty(v snapshot.Value) snapshot.Value {
	if v == nil {
		return snapshot.NewObject()
	}
	return v
}

// follow takes the next step from an item.
func (w *walker) follow(from item, steps []step) {
	if len(steps) == 0 {
		w.items = append(w.items, from)
		return
	}
	s, rest := steps[0], steps[1:]
	if _, unknown := from.value.(*snapshot.Unknown); unknown {
		w.items = append(w.items, from)
		return
	}
	to := w.step(from, s)
	list, isList := to.value.(*snapshot.Array)
	switch more, complete := w.companions(s); {
	case to.open != "":
		w.items = append(w.items, to)
	case s.star || isList && len(rest) > 0:
		w.elements(to, list, w.list(more, complete, s), rest, s)
	case len(more) > 0 && snapshot.Missing(to.value):
		to.value = snapshot.NewArray(more...)
		w.follow(to, rest)
	default:
		w.follow(to, rest)
	}
}

// step is the member of an item.
func (w *walker) step(from item, s step) item {
	to := from
	to.value = member(from.value, s.name)
	inner := member(from.value, "properties")
	switch {
	case to.value == nil && member(inner, s.name) != nil:
		to.value = member(inner, s.name)
		to.path += ".properties"
	case to.value == nil && isVariant(from.value, s.name):
		return from // the next step is a property of what is here
	case to.value == nil:
		to.value, to.open = w.run.filledIn(w.view, w.ref.typ, s)
	}
	to.path = strings.TrimPrefix(to.path+"."+s.name, ".")
	return to
}

// isVariant reports whether a name is that of the variant that an object is, such
// as ruleType: FirewallPolicyNatRule. Aliases name it before its properties.
func isVariant(v snapshot.Value, name string) bool {
	o, _ := v.(*snapshot.Object)
	for _, m := range o.All() {
		if s, ok := m.(snapshot.String); ok && strings.EqualFold(string(s), name) {
			return true
		}
	}
	return false
}

// companions are elements of a list that the template has as resources of their
// own; not complete when there may be more.
func (w *walker) companions(s step) (more []snapshot.Value, complete bool) {
	if !w.view.settled || strings.Contains(s.key, ".") {
		return nil, true
	}
	more, complete, w.made = w.run.companions(w.view.res, s.plainKey())
	return more, complete
}

// extra are elements besides those of the list itself.
type extra struct {
	values []snapshot.Value
	open   string
}

func (w *walker) list(values []snapshot.Value, complete bool, s step) extra {
	e := extra{values: values}
	if !complete {
		e.open = "there may be more " + s.name + ": something of the template leads to an unknown resource"
	}
	return e
}

// elements follows the path in each element, or in the one that a count is at.
func (w *walker) elements(to item, list *snapshot.Array, more extra, rest []step, s step) {
	w.many = true
	if _, unknown := to.value.(*snapshot.Unknown); unknown {
		w.items = append(w.items, to)
		return
	}
	key := w.ref.typ + "/" + strings.TrimSuffix(s.key, "[*]") + "[*]"
	only, bound := w.view.bound[key]
	for i := range list.Len() + len(more.values) {
		if bound && i != only || w.run.spend(1) != nil {
			continue
		}
		element := item{path: to.path + "[" + strconv.Itoa(i) + "]", at: with(to.at, key, i)}
		if i < list.Len() {
			element.value = list.At(i)
		} else {
			element.value = more.values[i-list.Len()]
		}
		w.follow(element, rest)
	}
	if more.open != "" && !bound {
		w.items = append(w.items, item{path: to.path + "[*]", open: more.open})
	}
}

// with is a map with one entry more.
func with(m map[string]int, key string, i int) map[string]int {
	out := map[string]int{key: i}
	maps.Copy(out, m)
	return out
}

// lastSegment is what follows the last slash.
func lastSegment(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
