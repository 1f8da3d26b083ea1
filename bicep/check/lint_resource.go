package check

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

const deployments = "Microsoft.Resources/deployments"

func lintDeployments(l *linter) {
	for _, r := range l.m.Resources {
		if r.Extension == nil && r.Ref.Is(deployments) {
			l.found(r.Decl.Type, "found the nested deployment '%s', wanted a module", r.Name())
		}
	}
}

// nestedTemplate is the template within a nested deployment, or nil.
func (l *linter) nestedTemplate(r *Resource) (properties *syntax.ObjectExpr, template syntax.Expr) {
	if r.Extension != nil || !r.Ref.Is(deployments) {
		return nil, nil
	}
	p := l.path(r.Body.Object, "properties")
	if p == nil {
		return nil, nil
	}
	properties, _ = p.Value.(*syntax.ObjectExpr)
	if t := l.path(properties, "template"); t != nil {
		return properties, t.Value
	}
	return properties, nil
}

// isInner reports whether a nested template is evaluated on its own.
func (l *linter) isInner(properties *syntax.ObjectExpr) bool {
	scope := l.path(properties, "expressionEvaluationOptions", "scope")
	if scope == nil {
		return false
	}
	t, ok := l.c.types[scope.Value].(types.StringLit)
	return ok && strings.EqualFold(t.Value, "inner")
}

func lintNestedScoping(l *linter) {
	for _, r := range l.m.Resources {
		properties, template := l.nestedTemplate(r)
		if template == nil || !l.isInner(properties) {
			continue
		}
		syntax.Inspect(template, func(n syntax.Node) bool {
			id, ok := n.(*syntax.Ident)
			if !ok {
				return true
			}
			switch s := l.m.Uses[id].(type) {
			case *Param, *Var, *Resource, *Module:
				l.found(id, "the nested template refers to '%s', which it does not have", s.Name())
			}
			return true
		})
	}
}

func lintNestedSecrets(l *linter) {
	for _, r := range l.m.Resources {
		properties, template := l.nestedTemplate(r)
		if template == nil || l.isInner(properties) {
			continue
		}
		found := ""
		syntax.Inspect(r.Decl, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Ident:
				if p, ok := l.m.Uses[n].(*Param); ok && l.isSecure(p) {
					found = "the secure parameter '" + p.Name() + "'"
				}
			case *syntax.CallExpr:
				if l.isListCall(n) {
					found = "what '" + n.Name.Name + "' returns"
				}
			}
			return true
		})
		if found != "" {
			l.found(r.Ident(), "the nested template holds %s, which anyone who can read the deployment can read", found)
		}
	}
}

func lintPowerShell(l *linter) {
	const oldest = 11
	for _, r := range l.m.Resources {
		if !strings.Contains(r.Ref.Type, "Microsoft.Resources/deploymentScripts") {
			continue
		}
		kind, version := l.path(r.Body.Object, "kind"), l.path(r.Body.Object, "properties", "azPowerShellVersion")
		if kind == nil || version == nil || r.Loop() != nil || r.Body.If != nil {
			continue
		}
		k, _ := syntax.LiteralString(kind.Value)
		v, _ := syntax.LiteralString(version.Value)
		major, _, _ := strings.Cut(v, ".")
		if n, err := strconv.Atoi(major); err == nil && strings.EqualFold(k, "AzurePowerShell") && n < oldest {
			l.found(r.Decl, "found Azure PowerShell %s, wanted %d.0 or later", v, oldest)
		}
	}
}

func lintStableImage(l *linter) {
	for _, r := range l.m.Resources {
		image := l.path(r.Body.Object, "properties", "storageProfile", "imageReference")
		if image == nil {
			continue
		}
		value := image.Value
		if v, ok := l.m.nameUse(value).(*Var); ok {
			value = v.Decl.Value
		}
		o, ok := value.(*syntax.ObjectExpr)
		if !ok {
			continue
		}
		for _, name := range []string{"offer", "sku", "version"} {
			p := o.Property(name)
			if p == nil {
				continue
			}
			if text, ok := syntax.LiteralString(p.Value); ok && strings.Contains(strings.ToLower(text), "preview") {
				l.found(p.Value, "found a preview for '%s' of an image, wanted a released one", name)
			}
		}
	}
}

// lintStableNames finds names that differ from deployment to deployment.
func lintStableNames(l *linter) {
	for _, r := range l.m.Resources {
		for _, name := range []string{"name", "scope", "parent"} {
			p := bodyProp(r.Body, name)
			if p == nil {
				continue
			}
			if f := l.unstable(p.Value, map[Symbol]bool{}); f != "" {
				l.found(p.Value, "the %s of '%s' is made with '%s', so that each deployment makes another resource", name, r.Name(), f)
			}
		}
	}
}

// unstable is the function on whose chance a value depends, or "".
func (l *linter) unstable(n syntax.Node, seen map[Symbol]bool) string {
	found := ""
	syntax.Inspect(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.CallExpr:
			if l.isCall(n, "newGuid") || l.isCall(n, "utcNow") {
				found = n.Name.Name
			}
		case *syntax.Ident:
			if f := l.unstableName(n, seen); f != "" {
				found = f
			}
		}
		return found == ""
	})
	return found
}

func (l *linter) unstableName(id *syntax.Ident, seen map[Symbol]bool) string {
	s := l.m.Uses[id]
	if s == nil || seen[s] {
		return ""
	}
	seen[s] = true
	switch s := s.(type) {
	case *Param:
		if s.Decl.Default != nil {
			return l.unstable(s.Decl.Default, seen)
		}
	case *Var:
		return l.unstable(s.Decl.Value, seen)
	}
	return ""
}

// lintParentProperty finds children that repeat the name of their parent.
func lintParentProperty(l *linter) {
	byType := map[string][]*Resource{}
	for _, r := range l.m.Resources {
		key := strings.ToLower(r.Ref.Type)
		byType[key] = append(byType[key], r)
	}
	for _, r := range l.m.Resources {
		name := bodyProp(r.Body, "name")
		if r.Extension != nil || r.Parent != nil || name == nil {
			continue
		}
		s, ok := name.Value.(*syntax.StringExpr)
		if !ok {
			continue
		}
		parent := l.namedParent(r, s)
		for _, p := range byType[strings.ToLower(r.Ref.Parent())] {
			if parent == nil && p.Loop() == nil && l.beginsWith(s, bodyProp(p.Body, "name")) {
				parent = p
			}
		}
		if parent != nil {
			l.found(s, "the name of '%s' repeats that of '%s', wanted 'parent: %s'", r.Name(), parent.Name(), parent.Name())
		}
	}
}

// namedParent is p in a name such as '${p.name}/child'.
func (l *linter) namedParent(r *Resource, s *syntax.StringExpr) *Resource {
	if len(s.Exprs) == 0 || !strings.HasPrefix(s.Segments[1], "/") {
		return nil
	}
	m, ok := s.Exprs[0].(*syntax.MemberExpr)
	if !ok || m.Name.Name != "name" {
		return nil
	}
	p, ok := l.m.nameUse(m.X).(*Resource)
	if !ok || !p.Ref.IsParentOf(r.Ref) {
		return nil
	}
	return p
}

// beginsWith reports whether a name is that of a parent, '/' and more.
func (l *linter) beginsWith(s *syntax.StringExpr, parent *syntax.Property) bool {
	if parent == nil {
		return false
	}
	p, ok := parent.Value.(*syntax.StringExpr)
	if !ok {
		return len(s.Exprs) > 0 && s.Segments[0] == "" && strings.HasPrefix(s.Segments[1], "/") && l.same(s.Exprs[0], parent.Value)
	}
	n := len(p.Segments) - 1
	if len(s.Segments) <= n {
		return false
	}
	for i := range n {
		if s.Segments[i] != p.Segments[i] || !l.same(s.Exprs[i], p.Exprs[i]) {
			return false
		}
	}
	return strings.HasPrefix(s.Segments[n], p.Segments[n]+"/")
}

// lintSymbolReference finds reference() and list*() of resources of the file.
func lintSymbolReference(l *linter) {
	for _, e := range l.calls {
		isReference := l.isCall(e, "reference")
		if !isReference && !l.isListCall(e) || len(e.Args) < 1 || len(e.Args) > 3 || !isReference && len(e.Args) < 2 {
			continue
		}
		var version syntax.Expr
		if len(e.Args) > 1 {
			version = e.Args[1]
		}
		if r := l.versioned(l.identified(e.Args[0]), version); r != nil {
			l.found(e, "found '%s' of a resource of the file, wanted the resource '%s' itself", e.Name.Name, r.Name())
		}
	}
}

// identified are the resources of the file that an id may be that of.
func (l *linter) identified(e syntax.Expr) []*Resource {
	if m, ok := e.(*syntax.MemberExpr); ok && (m.Name.Name == "id" || m.Name.Name == "name") {
		if r, ok := l.m.nameUse(m.X).(*Resource); ok {
			return []*Resource{r}
		}
		return nil
	}
	call, ok := e.(*syntax.CallExpr)
	if !ok || !l.isCall(call, "resourceId") || len(call.Args) < 2 {
		return nil
	}
	name, ok := syntax.LiteralString(call.Args[0])
	if !ok {
		return nil
	}
	var found []*Resource
	for _, r := range l.m.Resources {
		if r.Extension == nil && r.Ref.Is(name) && l.sameNames(r, call.Args[1:]) {
			found = append(found, r)
		}
	}
	return found
}

// sameNames reports whether arguments are the names of a resource and of its
// parents.
func (l *linter) sameNames(r *Resource, args []syntax.Expr) bool {
	chain := append(r.Ancestors(), r)
	if len(chain) != len(args) {
		return false
	}
	for i, x := range chain {
		p := bodyProp(x.Body, "name")
		if p == nil || !l.same(p.Value, args[i]) {
			return false
		}
	}
	return true
}

// versioned is the resource whose version a call names.
func (l *linter) versioned(list []*Resource, version syntax.Expr) *Resource {
	if m, ok := version.(*syntax.MemberExpr); ok && m.Name.Name == "apiVersion" {
		for _, r := range list {
			if l.m.nameUse(m.X) == Symbol(r) {
				return r
			}
		}
	}
	if text, ok := syntax.LiteralString(version); ok {
		for _, r := range list {
			if strings.EqualFold(r.Ref.Version, text) {
				return r
			}
		}
	}
	if version == nil && len(list) == 1 {
		return list[0]
	}
	return nil
}
