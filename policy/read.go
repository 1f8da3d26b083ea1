package policy

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// limits bound a file of policies.
var limits = snapshot.Limits{Depth: 300, Size: 2_000_000}

// Load reads policies. With assignments among them, what they assign is in
// force, and nothing else. Without, each initiative is with the defaults of its
// parameters, and each definition that is in none. An initiative and an
// assignment may name Azure's own policies of Builtin by their ids, read or not.
// Errors name the place in the file; what is broken is left out of the set.
func Load(files ...File) (*Set, diag.List) {
	l := &loader{compiler: compiler{language: newLanguage(), operators: operatorsByName()}, byID: map[string]*definition{}, setByID: map[string]*initiative{}}
	for _, f := range files {
		l.file(f)
	}
	set := l.set()
	l.diags.Sort()
	return set, l.diags
}

// loader reads files.
type loader struct {
	compiler
	now         File
	diags       diag.List
	definitions []*definition
	initiatives []*initiative
	assignments []*assignment
	exempt      int
	byID        map[string]*definition // by the last part of the id, in lower case
	setByID     map[string]*initiative
	azures      map[string]*definition // of Builtin, once they are needed
}

func (l *loader) file(f File) {
	l.now = f
	root, at, err := snapshot.ReadTree(f.Text, limits)
	if err != nil {
		l.diags.Add(diag.Diagnostic{Code: codeJSON, Span: diag.Span{File: f.Name, Start: at}, Msg: "the file is not JSON: " + err.Error(), Hint: "export it again"})
		return
	}
	l.tree(root)
}

// tree reads what a file or an element of it holds.
func (l *loader) tree(t snapshot.Tree) {
	list := t
	if v := t.Get("value"); v.IsArray() && !t.Get("properties").IsValid() {
		list = v
	}
	if list.IsArray() {
		for item := range list.Items() {
			if item.IsArray() {
				l.fail(misreadf(item, "a list of policies holds a list"))
				continue
			}
			l.tree(item)
		}
		return
	}
	l.fail(l.one(t))
}

// fail reports what is wrong with a policy.
func (l *loader) fail(err error) {
	var m *misread
	if !errors.As(err, &m) {
		return
	}
	l.diags.Add(diag.Diagnostic{Code: codeForm, Span: diag.Span{File: l.now.Name, Start: m.at.Pos()}, Msg: m.msg, Hint: m.hint})
}

// one reads a definition, an initiative or an assignment, with its members
// under "properties" or beside the name.
func (l *loader) one(t snapshot.Tree) error {
	if t.Get("apiVersion").IsValid() {
		t = t.Unescaped() // a resource, as a template writes it
	}
	p := t.Get("properties")
	if !p.IsObject() {
		p = t
	}
	switch {
	case p.Get("policyRule").IsValid():
		return l.definition(t, p, p.Get("policyRule"))
	case t.Get("if").IsValid() && t.Get("then").IsValid():
		return l.definition(t, p, t)
	case t.Get("if").IsValid() && t.Get("effect").IsValid():
		return l.distilled(t)
	case p.Get("policyDefinitions").IsArray():
		return l.initiative(t, p)
	case p.Get("policyAssignmentId").IsValid():
		l.exempt++
		return nil
	case p.Get("policyDefinitionId").IsValid():
		return l.assignment(t, p)
	}
	return &misread{at: t, msg: "neither a policy definition nor an initiative nor an assignment",
		hint: "give what \"az policy definition list\", \"az policy set-definition list\" or \"az policy assignment list\" print"}
}

// identity is the id of something, or its name.
func identity(t snapshot.Tree) string { return cmp.Or(t.Get("id").Text(), t.Get("name").Text()) }

// titleOf is the display name, or the name.
func titleOf(t, p snapshot.Tree) string {
	return cmp.Or(p.Get("displayName").Text(), t.Get("name").Text())
}

// named are the members of an object by lower-cased name, each taken by key.
func members(t snapshot.Tree, key string) map[string]snapshot.Tree {
	all := map[string]snapshot.Tree{}
	for name, item := range t.Members() {
		if key != "" {
			item = item.Get(key)
		}
		if item.IsValid() {
			all[strings.ToLower(name)] = item
		}
	}
	return all
}

func (l *loader) definition(t, p, rule snapshot.Tree) error {
	then := rule.Get("then")
	if !then.Get("effect").IsValid() {
		return misreadf(rule, "a policy rule has no then with an effect")
	}
	return l.add(&definition{
		id: identity(t), name: titleOf(t, p), version: cmp.Or(p.Get("version").Text(), p.Get("metadata").Get("version").Text()), mode: p.Get("mode").Text(),
		at: t, defaults: members(p.Get("parameters"), "defaultValue"), effect: then.Get("effect"),
	}, rule.Get("if"), then.Get("details"))
}

// distilled reads the form of Azure's own policies that amlsec holds: the id,
// the name, the effect and the rule side by side.
func (l *loader) distilled(t snapshot.Tree) error {
	return l.add(&definition{
		id: identity(t), name: t.Get("name").Text(), version: t.Get("version").Text(),
		at: t, defaults: members(t.Get("params"), ""), effect: effectOf(t),
	}, t.Get("if"), t.Get("details"))
}

// effectOf is the effect of a distilled policy: the parameter that gives it, so
// that an assignment can give another one, or else the effect itself.
func effectOf(t snapshot.Tree) snapshot.Tree {
	for _, name := range []string{"audit_effect", "effect", "effects"} {
		if t.Get("params").Get(name).IsValid() {
			return snapshot.TreeOf(snapshot.String("[parameters('"+name+"')]"), t)
		}
	}
	return t.Get("effect")
}

// add completes a definition.
func (l *loader) add(d *definition, rule, details snapshot.Tree) error {
	d.file, d.builtin = l.now.Name, l.now.builtin
	var err error
	if d.rule, err = l.condition(rule); err != nil {
		return err
	}
	if err := l.expressions(d.effect); err != nil {
		return err
	}
	if err := l.then(d, details); err != nil {
		return err
	}
	for _, part := range []snapshot.Tree{rule, d.effect, details.Get("existenceCondition"), d.details.name, d.details.resourceGroup} {
		d.uses = parametersIn(part, d.uses)
	}
	d.types = d.rule.types()
	l.definitions = append(l.definitions, d)
	keep(l.byID, d.id, d)
	return nil
}

// keep makes a policy known by its id and by its name, the first of each: the same
// name can be used at several scopes.
func keep[T any](known map[string]T, id string, policy T) {
	for _, key := range []string{strings.ToLower(id), last(id)} {
		if _, there := known[key]; key != "" && !there {
			known[key] = policy
		}
	}
}

// called is how an expression asks for a parameter.
var called = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bparameters\(\s*'([^']*)'\s*\)`)
})

// parametersIn adds the parameters that the expressions of a tree ask for.
func parametersIn(t snapshot.Tree, names []string) []string {
	if t.IsExpression() {
		for _, m := range called().FindAllStringSubmatch(t.Text(), -1) {
			if same := func(n string) bool { return strings.EqualFold(n, m[1]) }; !slices.ContainsFunc(names, same) {
				names = append(names, m[1])
			}
		}
	}
	for item := range t.Items() {
		names = parametersIn(item, names)
	}
	for _, item := range t.Members() {
		names = parametersIn(item, names)
	}
	return names
}

// lacking is a parameter that the policy asks for and that has no value, without
// which Azure would not assign it; empty when there is none.
func (p *assigned) lacking() string {
	for _, name := range p.def.uses {
		key := strings.ToLower(name)
		if _, given := p.params.given[key]; !given && !p.params.defaults[key].IsValid() {
			return name
		}
	}
	return ""
}

// then reads the details of an effect.
func (l *loader) then(d *definition, t snapshot.Tree) error {
	d.details = details{typ: t.Get("type").Text(), name: t.Get("name"), resourceGroup: t.Get("resourceGroupName"), changes: t.Get("operations"),
		subscription: strings.EqualFold(t.Get("existenceScope").Text(), "subscription")}
	if t.IsArray() {
		d.details.changes = t // of append
	}
	for _, part := range []snapshot.Tree{d.details.name, d.details.resourceGroup, d.details.changes} {
		if err := l.expressions(part); err != nil {
			return err
		}
	}
	if c := t.Get("existenceCondition"); c.IsValid() {
		var err error
		d.details.existence, err = l.condition(c)
		return err
	}
	return nil
}

// last is what names a policy in every id of it, in lower case.
func last(id string) string { return strings.ToLower(lastSegment(id)) }

func (l *loader) initiative(t, p snapshot.Tree) error {
	s := &initiative{id: identity(t), name: titleOf(t, p), file: l.now.Name, defaults: members(p.Get("parameters"), "defaultValue")}
	for item := range p.Get("policyDefinitions").Items() {
		id := item.Get("policyDefinitionId").Text()
		if id == "" {
			return misreadf(item, "a policy of an initiative has no policyDefinitionId")
		}
		e := entry{at: item, id: id, parameters: members(item.Get("parameters"), "value")}
		e.reference = cmp.Or(item.Get("policyDefinitionReferenceId").Text(), last(id))
		if err := l.expressions(item.Get("parameters")); err != nil {
			return err
		}
		s.entries = append(s.entries, e)
	}
	l.initiatives = append(l.initiatives, s)
	keep(l.setByID, s.id, s)
	return nil
}

func (l *loader) assignment(t, p snapshot.Tree) error {
	a := &assignment{
		id: identity(t), name: titleOf(t, p), target: p.Get("policyDefinitionId").Text(), scope: p.Get("scope").Text(), file: l.now.Name, at: t,
		lenient:    strings.EqualFold(p.Get("enforcementMode").Text(), "DoNotEnforce"),
		parameters: members(p.Get("parameters"), "value"), overrides: p.Get("overrides"), selectors: p.Get("resourceSelectors"),
	}
	if a.scope == "" {
		a.scope, _, _ = strings.Cut(a.id, "/providers/Microsoft.Authorization/")
	}
	for item := range p.Get("notScopes").Items() {
		a.notScopes = append(a.notScopes, item.Text())
	}
	for item := range p.Get("nonComplianceMessages").Items() {
		if a.message == "" || !item.Get("policyDefinitionReferenceId").IsValid() {
			a.message = item.Get("message").Text()
		}
	}
	if err := l.expressions(a.overrides); err != nil {
		return err
	}
	l.assignments = append(l.assignments, a)
	return nil
}

// set is what is evaluated.
func (l *loader) set() *Set {
	s := &Set{language: l.language, exempt: l.exempt}
	for _, a := range l.assignments {
		l.now.Name = a.file
		s.policies = append(s.policies, l.assigned(a)...)
	}
	for _, i := range l.initiatives {
		l.now.Name = i.file
		if len(l.assignments) > 0 {
			if !i.named {
				s.unassigned++
			}
			continue
		}
		s.policies = append(s.policies, l.entries(i, nil, nil)...)
	}
	for _, d := range l.definitions {
		switch {
		case d.named:
		case len(l.assignments) > 0 && !d.builtin:
			s.unassigned++
		default:
			s.policies = append(s.policies, &assigned{def: d, params: &scope{defaults: d.defaults}})
		}
	}
	return s
}

// assigned are the policies of an assignment.
func (l *loader) assigned(a *assignment) []*assigned {
	if set := cmp.Or(l.setByID[strings.ToLower(a.target)], l.setByID[last(a.target)]); set != nil && strings.Contains(strings.ToLower(a.target), "policysetdefinitions") {
		set.named = true
		return l.entries(set, a, a.parameters)
	}
	d := l.find(a.target)
	if d == nil {
		l.missing(a.at, a.target, "the assignment "+strconv.Quote(cmp.Or(a.name, a.id)))
		return nil
	}
	return []*assigned{{def: d, by: a, params: &scope{given: a.parameters, defaults: d.defaults}}}
}

// entries are the policies of an initiative.
func (l *loader) entries(set *initiative, a *assignment, given map[string]snapshot.Tree) []*assigned {
	var list []*assigned
	var gone []entry
	outer := &scope{given: given, defaults: set.defaults}
	for _, e := range set.entries {
		d := l.find(e.id)
		if d == nil {
			gone = append(gone, e)
			continue
		}
		list = append(list, &assigned{def: d, set: set, reference: e.reference, by: a, params: &scope{given: e.parameters, defaults: d.defaults, outer: outer}})
	}
	if len(gone) > 0 {
		l.now.Name = set.file
		l.missing(gone[0].at, gone[0].id, "the initiative "+strconv.Quote(cmp.Or(set.name, set.id)))
		if more := len(gone) - 1; more > 0 {
			last := &l.diags[len(l.diags)-1]
			last.Msg += "; nor are " + strconv.Itoa(more) + " others of it"
		}
	}
	return list
}

// missing reports a policy that is named and not there. It would be evaluated
// by Azure, so that it is never passed over in silence.
func (l *loader) missing(at snapshot.Tree, id, who string) {
	l.diags.Add(diag.Diagnostic{Code: codeMissing, Severity: diag.Warning, Span: diag.Span{File: l.now.Name, Start: at.Pos()},
		Msg: who + " names the policy " + strconv.Quote(id) + ", which is not among the files, so it is not evaluated", Hint: "export it as well"})
}

// find is a definition by its id, of the files or of Azure's own.
func (l *loader) find(id string) *definition {
	d := cmp.Or(l.byID[strings.ToLower(id)], l.byID[last(id)])
	if d == nil {
		d = l.azure(last(id))
	}
	if d != nil {
		d.named = true
	}
	return d
}

// azure is one of Azure's own policies, though its file is not read.
func (l *loader) azure(key string) *definition {
	if l.azures == nil {
		own := &loader{compiler: l.compiler, byID: map[string]*definition{}}
		own.file(Builtin())
		l.azures = own.byID
	}
	return l.azures[key]
}
