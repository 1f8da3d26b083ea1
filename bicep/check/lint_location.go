package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// asksLocation reports whether an expression is resourceGroup().location or
// deployment().location.
func asksLocation(e syntax.Node) bool {
	m, ok := e.(*syntax.MemberExpr)
	if !ok || m.Name.Name != "location" {
		return false
	}
	call, ok := m.X.(*syntax.CallExpr)
	return ok && (call.Name.Name == "resourceGroup" || call.Name.Name == "deployment")
}

func lintLocationExpr(l *linter) {
	for _, m := range l.members {
		if asksLocation(m) && !l.inParam(m) {
			l.found(m, "found an expression that asks for a location, wanted it in the default of a parameter")
		}
	}
}

func (l *linter) inParam(n syntax.Node) bool {
	for _, p := range l.m.Params {
		if p.Decl.Pos() <= n.Pos() && n.End() <= p.Decl.End() {
			return true
		}
	}
	return false
}

// lintHardcodedLocation finds locations that are written out.
func lintHardcodedLocation(l *linter) {
	seen := map[*Var]bool{}
	for _, r := range l.m.Resources {
		if p := bodyProp(r.Body, "location"); p != nil {
			l.hardcoded(p.Value, seen)
		}
	}
	for _, m := range l.m.Modules {
		for _, name := range l.locationParams(m, false) {
			if p := l.path(m.Body.Object, "params", name); p != nil {
				l.hardcoded(p.Value, seen)
			}
		}
	}
}

func (l *linter) hardcoded(e syntax.Expr, seen map[*Var]bool) {
	t, ok := l.c.types[e].(types.StringLit)
	if !ok || strings.EqualFold(t.Value, "global") {
		return
	}
	if _, literal := syntax.LiteralString(e); literal {
		l.found(e, "found the location '%s', wanted a parameter", t.Value)
		return
	}
	if v, ok := l.m.nameUse(e).(*Var); ok && !seen[v] {
		seen[v] = true
		l.found(v.Ident(), "the variable '%s' holds a location, wanted a parameter", v.Name())
	}
}

// locationParams are the parameters of a module that end up as the location of
// a resource; defaulted is whether only those with a default count.
func (l *linter) locationParams(m *Module, defaulted bool) []string {
	src, ok := m.Source.(*Model)
	if !ok {
		return nil
	}
	asked := map[*Param]bool{}
	for _, r := range src.Resources {
		p := bodyProp(r.Body, "location")
		if p == nil {
			continue
		}
		syntax.Inspect(p.Value, func(n syntax.Node) bool {
			if id, ok := n.(*syntax.Ident); ok {
				if p, ok := src.Uses[id].(*Param); ok {
					asked[p] = true
				}
			}
			return true
		})
	}
	var names []string
	for _, p := range src.Params {
		d := p.Decl.Default
		if d != nil && containsLocation(d) || asked[p] && (d != nil || !defaulted) {
			names = append(names, p.Name())
		}
	}
	return names
}

func containsLocation(e syntax.Expr) bool {
	found := false
	syntax.Inspect(e, func(n syntax.Node) bool {
		found = found || asksLocation(n)
		return !found
	})
	return found
}

func lintLocationParams(l *linter) {
	for _, m := range l.m.Modules {
		at := syntax.Node(m.Ident())
		if p := bodyProp(m.Body, "params"); p != nil {
			at = p
		}
		for _, name := range l.locationParams(m, true) {
			if l.path(m.Body.Object, "params", name) == nil {
				l.found(at, "the module '%s' is not given its location '%s'", m.Name(), name)
			}
		}
	}
}

func lintHardcodedOutputs(l *linter) {
	for _, o := range l.m.Outputs {
		if isWritten(o.Decl.Value) {
			l.found(o.Decl.Value, "the output '%s' is written out, wanted an exported variable", o.Name())
		}
	}
}

// isWritten reports whether a value is made of literals only.
func isWritten(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.StringExpr:
		return len(e.Exprs) == 0
	case *syntax.IntLit, *syntax.BoolLit, *syntax.NullLit:
		return true
	case *syntax.UnaryExpr:
		return isWritten(e.X)
	case *syntax.ParenExpr:
		return isWritten(e.X)
	case *syntax.ArrayExpr:
		for _, x := range e.Items {
			if !isWritten(x) {
				return false
			}
		}
		return true
	case *syntax.ObjectExpr:
		for _, item := range e.Items {
			if p, ok := item.(*syntax.Property); !ok || !isWritten(p.Value) {
				return false
			}
		}
		return true
	}
	return false
}

func lintModuleName(l *linter) {
	for _, m := range l.m.Modules {
		if p := bodyProp(m.Body, "name"); p != nil {
			l.found(p, "the module '%s' has a name, which it does not need", m.Name())
		}
	}
}

// The parameters that tell a deployment where its files are.
const (
	artifacts      = "_artifactsLocation"
	artifactsToken = "_artifactsLocationSasToken"
)

func lintArtifacts(l *linter) {
	place, token := l.paramNamed(artifacts), l.paramNamed(artifactsToken)
	switch {
	case place != nil && token == nil:
		l.found(place.Ident(), "found '%s' without '%s'", artifacts, artifactsToken)
	case place == nil && token != nil:
		l.found(token.Ident(), "found '%s' without '%s'", artifactsToken, artifacts)
	case place != nil:
		l.artifactParams(place, token)
	}
	for _, m := range l.m.Modules {
		l.artifactArguments(m)
	}
}

func (l *linter) paramNamed(name string) *Param {
	for _, p := range l.m.Params {
		if strings.EqualFold(p.Name(), name) {
			return p
		}
	}
	return nil
}

func (l *linter) artifactParams(place, token *Param) {
	for _, p := range []*Param{place, token} {
		if id, ok := p.Decl.Type.(*syntax.Ident); ok && id.Name != "string" && id.Name != "" {
			l.found(id, "the parameter '%s' is of type '%s', wanted 'string'", p.Name(), id.Name)
		}
	}
	if !l.isSecure(token) {
		l.found(token.Decl.Type, "the parameter '%s' is not secure", token.Name())
	}
	if d := place.Decl.Default; d != nil && !l.isArtifactDefault(d) {
		l.found(d, "the default of '%s' is neither a URL nor made from 'deployment().properties.templateLink.uri'", artifacts)
	}
	if d := token.Decl.Default; d != nil {
		if text, ok := syntax.LiteralString(d); !ok || text != "" {
			l.found(d, "the default of '%s' is not empty", artifactsToken)
		}
	}
}

func (l *linter) isArtifactDefault(d syntax.Expr) bool {
	if text, ok := syntax.LiteralString(d); ok && strings.HasPrefix(text, "http") {
		return true
	}
	text := strings.ToLower(l.m.File.Text(d))
	i := strings.Index(text, "deployment(")
	return i >= 0 && strings.Contains(text[i:], ".templatelink")
}

func (l *linter) artifactArguments(m *Module) {
	src, ok := m.Source.(*Model)
	if !ok {
		return
	}
	for _, p := range src.Params {
		if !strings.EqualFold(p.Name(), artifacts) && !strings.EqualFold(p.Name(), artifactsToken) {
			continue
		}
		if l.path(m.Body.Object, "params", p.Name()) == nil {
			l.found(m.Ident(), "the module '%s' is not given '%s'", m.Name(), p.Name())
		}
	}
}
