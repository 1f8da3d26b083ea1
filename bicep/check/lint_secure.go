package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// isSecure reports whether a parameter is declared secure.
func (l *linter) isSecure(p *Param) bool {
	if l.m.Decorator(p.Decl.Decorators, "secure") != nil {
		return true
	}
	t, ok := l.c.values[p]
	return ok && types.IsSecure(t)
}

func lintAdminUsername(l *linter) {
	for _, r := range l.m.Resources {
		if !r.Nested {
			l.adminUsername(r.Decl)
		}
	}
}

func (l *linter) adminUsername(n syntax.Node) {
	p, ok := n.(*syntax.Property)
	if !ok {
		syntax.EachChild(n, l.adminUsername)
		return
	}
	if name, _ := p.Name(); strings.EqualFold(name, "adminUsername") {
		if t, ok := l.c.types[p.Value].(types.StringLit); ok {
			l.found(p.Value, "found the name '%s' of an administrator, wanted a parameter", t.Value)
		}
		return
	}
	l.adminUsername(p.Value)
}

// secretIn finds the first place where an expression may hold a secret.
type secretIn struct {
	l      *linter
	report func(at syntax.Node, what string)
}

// visit walks an expression. accessed is whether a property of it is taken,
// so that what else it holds does not matter.
func (s *secretIn) visit(n syntax.Node, accessed bool) {
	switch n := n.(type) {
	case *syntax.Ident:
		if t, ok := s.l.c.types[n]; ok && s.l.m.Uses[n] != nil && holdsSecret(t, accessed) {
			s.report(n, "the secure value '"+n.Name+"'")
		}
	case *syntax.MemberExpr:
		if t, ok := s.l.c.types[n]; ok && holdsSecret(t, accessed) {
			s.report(n.Name, "the secure value '"+n.Name.Name+"'")
		}
		s.visit(n.X, true)
	case *syntax.IndexExpr:
		if t, ok := s.l.c.types[n]; ok && holdsSecret(t, accessed) {
			s.report(n.Index, "a secure value")
		}
		s.visit(n.X, true)
		s.visit(n.Index, true)
	case *syntax.CallExpr:
		s.call(n, accessed)
	case *syntax.Property:
		s.visit(n.Value, accessed)
	case *syntax.ResourceDecl:
	default:
		if _, isType := n.(syntax.TypeExpr); isType {
			if _, isExpr := n.(syntax.Expr); !isExpr {
				return
			}
		}
		syntax.EachChild(n, func(c syntax.Node) { s.visit(c, accessed) })
	}
}

func (s *secretIn) call(e *syntax.CallExpr, accessed bool) {
	if isList(e.Name.Name) {
		base, _ := stripNonNull(e.X).(syntax.Expr)
		_, onResource := s.l.m.nameUse(base).(*Resource)
		if e.X != nil && onResource || s.l.isListCall(e) {
			s.report(e, "what '"+e.Name.Name+"' returns")
		}
	}
	if e.X != nil {
		s.visit(e.X, accessed)
	}
	for _, a := range e.Args {
		s.visit(a, accessed)
	}
}

// holdsSecret reports whether a value is secure or, unless only a part of it
// is taken, has a part that is.
func holdsSecret(t types.Type, accessed bool) bool {
	if accessed {
		return types.FlagsOf(t).Has(types.Secure)
	}
	return hasSecure(t, map[types.Type]bool{})
}

func hasSecure(t types.Type, seen map[types.Type]bool) bool {
	if types.FlagsOf(t).Has(types.Secure) {
		return true
	}
	switch t.(type) {
	case *types.Union, *types.Object, *types.Tuple, *types.Array:
		if seen[t] || len(seen) > 10_000 {
			return false
		}
		seen[t] = true
	}
	switch t := t.(type) {
	case *types.Union:
		for _, m := range t.Members {
			if hasSecure(m, seen) {
				return true
			}
		}
	case *types.Object:
		if a := t.Additional(); a != nil && hasSecure(a.Type, seen) {
			return true
		}
		for _, p := range t.Properties() {
			if hasSecure(p.Type, seen) {
				return true
			}
		}
	case *types.Tuple:
		for _, it := range t.Items {
			if hasSecure(it, seen) {
				return true
			}
		}
	case *types.Array:
		return hasSecure(t.Item, seen)
	}
	return false
}

func lintSecretOutputs(l *linter) {
	for _, o := range l.m.Outputs {
		if l.m.Decorator(o.Decl.Decorators, "secure") != nil {
			continue
		}
		if strings.Contains(strings.ToLower(o.Name()), "password") {
			l.found(o.Decl, "the output '%s' is named like a secret, and anyone who can read the deployment can read it", o.Name())
		}
		s := secretIn{l, func(at syntax.Node, what string) {
			l.found(at, "the output '%s' holds %s, and anyone who can read the deployment can read it", o.Name(), what)
		}}
		s.visit(o.Decl.Value, false)
	}
}

// secretWords are in names of parameters that hold secrets; plainWords are in
// names of those that do not although they have one of the former.
var (
	secretWords = []string{"password", "pwd", "secret", "accountkey", "acctkey"}
	plainWords  = []string{"secretpermissions", "secretversion", "secreturi", "secreturl", "secretname"}
)

func lintSecretParams(l *linter) {
	for _, p := range l.m.Params {
		if l.isSecure(p) {
			continue
		}
		if l.namedSecret(p) || l.defaultSecret(p) {
			l.found(p.Ident(), "the parameter '%s' may hold a secret, and is not secure", p.Name())
		}
	}
}

func (l *linter) namedSecret(p *Param) bool {
	switch l.c.values[p].(type) {
	case types.String, types.StringLit, *types.Object, *types.Discriminated:
	default:
		return false
	}
	name := strings.ToLower(p.Name())
	return hasWord(name, secretWords) && !hasWord(name, plainWords)
}

func hasWord(name string, words []string) bool {
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// defaultSecret reports whether the default is made of a secure parameter.
func (l *linter) defaultSecret(p *Param) bool {
	found := false
	if p.Decl.Default == nil {
		return false
	}
	syntax.Inspect(p.Decl.Default, func(n syntax.Node) bool {
		if id, ok := n.(*syntax.Ident); ok {
			if other, ok := l.m.Uses[id].(*Param); ok && l.isSecure(other) {
				found = true
			}
		}
		return true
	})
	return found
}

func lintSecureDefault(l *linter) {
	for _, p := range l.m.Params {
		d := p.Decl.Default
		if d == nil || !l.isSecure(p) || l.harmless(d) {
			continue
		}
		at := syntax.Range{From: l.c.assignOf(p.Decl), To: p.Decl.End()}
		l.found(at, "the secure parameter '%s' has a default that anyone can read", p.Name())
	}
}

// harmless reports whether a default gives nothing away: it is empty, secure,
// or made anew each time.
func (l *linter) harmless(d syntax.Expr) bool {
	if text, ok := syntax.LiteralString(d); ok {
		return text == ""
	}
	if o, ok := d.(*syntax.ObjectExpr); ok && len(o.Items) == 0 {
		return true
	}
	if t := l.c.types[d]; t != nil && types.FlagsOf(t).Has(types.Secure) {
		return true
	}
	fresh := false
	syntax.Inspect(d, func(n syntax.Node) bool {
		if e, ok := n.(*syntax.CallExpr); ok && l.isCall(e, "newGuid") {
			fresh = true
		}
		return true
	})
	return fresh
}

func lintCommandSecrets(l *linter) {
	for _, r := range l.m.Resources {
		if !strings.HasSuffix(strings.ToLower(r.Ref.Type), "/extensions") {
			continue
		}
		command := l.path(r.Body.Object, "properties", "settings", "commandToExecute")
		if command == nil || !l.isScript(r) {
			continue
		}
		first := true
		s := secretIn{l, func(_ syntax.Node, what string) {
			if first {
				l.found(command.Key, "the command holds %s, wanted it in 'protectedSettings'", what)
			}
			first = false
		}}
		s.visit(command.Value, false)
	}
}

// isScript reports whether an extension of a virtual machine runs a script.
func (l *linter) isScript(r *Resource) bool {
	publisher, kind := l.path(r.Body.Object, "properties", "publisher"), l.path(r.Body.Object, "properties", "type")
	if publisher == nil || kind == nil {
		return false
	}
	p, _ := syntax.LiteralString(publisher.Value)
	k, _ := syntax.LiteralString(kind.Value)
	switch strings.ToLower(p + "/" + k) {
	case "microsoft.azure.extensions/customscript", "microsoft.compute/customscriptextension", "microsoft.ostcextensions/customscriptforlinux":
		return true
	}
	return false
}

// lintSecureInputs finds plain values for secure properties.
func lintSecureInputs(l *linter) {
	for _, r := range l.m.Resources {
		if r.Body.Object != nil && r.Extension == nil {
			l.secureInputs(r.Body.Object)
		}
	}
}

func (l *linter) secureInputs(n syntax.Node) {
	if _, ok := n.(*syntax.ResourceDecl); ok {
		return
	}
	if o, ok := n.(*syntax.ObjectExpr); ok {
		for _, item := range o.Items {
			if p, ok := item.(*syntax.Property); ok {
				l.secureInput(o, p)
			}
		}
	}
	syntax.EachChild(n, l.secureInputs)
}

func (l *linter) secureInput(o *syntax.ObjectExpr, p *syntax.Property) {
	name, ok := p.Name()
	if !ok {
		return
	}
	want, ok := propertyOf(l.c.wants[o], name)
	if !ok || !types.FlagsOf(want.Type).Has(types.Secure) {
		return
	}
	t := l.c.types[p.Value]
	if t == nil || !insecure(t) || l.c.deploy == nil || l.c.deploy.isLateValue(p.Value) {
		return
	}
	l.found(p.Value, "found a plain value for '%s', which is secret, wanted a secure parameter", name)
}

// isLateValue reports whether a value is known only while the deployment runs.
func (d *deployTime) isLateValue(e syntax.Expr) bool {
	late := false
	d.report = func(syntax.Node, lateValue) { late = true }
	d.look(e, nil, nil)
	return late
}

func insecure(t types.Type) bool {
	switch t := t.(type) {
	case types.Error, types.Null:
		return false
	case types.StringLit:
		return t.Value != "" && !t.Flags.Has(types.Secure)
	case *types.Union:
		for _, m := range t.Members {
			if insecure(m) {
				return true
			}
		}
		return false
	}
	return !types.FlagsOf(t).Has(types.Secure)
}
