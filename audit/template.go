package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// level of a template: its own parameters and outputs, or those of a
// deployment nested in it.
type templateLevel struct {
	path       string // of the deployment; empty for the template itself
	parameters []snapshot.Parameter
	outputs    []snapshot.Output
}

func (a *auditor) levels() []templateLevel {
	list := []templateLevel{{"", a.snap.Parameters, a.snap.Outputs}}
	for _, d := range a.snap.Deployments {
		list = append(list, templateLevel{d.Origin.Path, d.Parameters, d.Outputs})
	}
	return list
}

// runOnTemplate checks a rule on parameters or outputs.
func (a *auditor) runOnTemplate(r rule) {
	for _, l := range a.levels() {
		switch r.op {
		case opSecureDefault:
			for _, p := range l.parameters {
				a.addNamed(r, checkDefault(p), "parameter", l.path, p.Name, p.Pos)
			}
		case opNoSecretOutput:
			for _, o := range l.outputs {
				a.addNamed(r, checkOutput(o), "output", l.path, o.Name, o.Pos)
			}
		}
	}
}

func (a *auditor) addNamed(r rule, v verdict, thing, path, name string, pos diag.Pos) {
	notes := []string{"control: " + r.control + ", " + r.level.String()}
	if path != "" {
		notes = append(notes, "in the template: "+path)
	}
	a.add(r, v, thing+" "+strconv.Quote(name), a.span("", pos), notes)
}

// checkDefault wants a secure parameter without a default. A fresh GUID tells
// nobody anything.
func checkDefault(p snapshot.Parameter) verdict {
	if !p.Secure || snapshot.Empty(p.Default) {
		return verdict{}
	}
	if s, ok := p.Default.(snapshot.Secret); ok && s.Empty() {
		return verdict{}
	}
	if u, ok := p.Default.(*snapshot.Unknown); ok && isFresh(u) {
		return verdict{}
	}
	return verdict{broken, "a secure parameter has a default, wanted none"}
}

func isFresh(u *snapshot.Unknown) bool {
	return slices.ContainsFunc(u.References(), func(r snapshot.Reference) bool { return strings.EqualFold(r.Func, "newGuid") })
}

// checkOutput wants no keys and no secrets in an output that is kept.
func checkOutput(o snapshot.Output) verdict {
	if o.Secure {
		return verdict{}
	}
	if leak := leakIn(o.Value); leak != "" {
		return verdict{broken, "it gives away " + leak + ", wanted no secret"}
	}
	return verdict{}
}

// leakIn names a secret in a value; empty for none.
func leakIn(v snapshot.Value) string {
	switch v := v.(type) {
	case snapshot.Secret:
		return "a secret"
	case *snapshot.Unknown:
		for _, r := range v.References() {
			if strings.HasPrefix(strings.ToLower(r.Func), "list") {
				return "the result of " + r.Func
			}
		}
		if v.Secure() {
			return "a secret"
		}
	case *snapshot.Array:
		for _, item := range v.All() {
			if leak := leakIn(item); leak != "" {
				return leak
			}
		}
	case *snapshot.Object:
		for _, item := range v.All() {
			if leak := leakIn(item); leak != "" {
				return leak
			}
		}
	}
	return ""
}
