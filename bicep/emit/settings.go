package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// needsSymbols reports whether a file needs symbolic names: it uses something
// for which ARM wants version 2.0 of its language.
func needsSymbols(m *check.Model) bool {
	if len(m.Types)+len(m.Funcs)+len(m.Imported)+len(m.Wildcards)+len(m.Extensions) > 0 {
		return true
	}
	if hasSecureOutput(m) {
		return true
	}
	for _, mod := range m.Modules {
		if mod.Property("name") == nil || hasSecureOutput(mod.Source) {
			return true
		}
	}
	for _, r := range m.Resources {
		if resourceNeedsSymbols(m, r) {
			return true
		}
	}
	for _, s := range m.File.Stmts {
		w := symbolWalk{m: m}
		if w.stmt(s); w.found {
			return true
		}
	}
	return false
}

func resourceNeedsSymbols(m *check.Model, r *check.Resource) bool {
	if r.Decl.Existing && r.Property("dependsOn") != nil {
		return true
	}
	for _, name := range []string{"onlyIfNotExists", "nullIfNotFound", "retryOn"} {
		if m.Decorator(r.Decl.Decorators, name) != nil {
			return true
		}
	}
	return false
}

// symbolWalk looks for types that only version 2.0 has, and for loops of
// resources or modules that are read as a whole.
type symbolWalk struct {
	m         *check.Model
	dependsOn *syntax.Property
	found     bool
}

func (w *symbolWalk) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.VarDecl:
		w.found = s.Type != nil
	case *syntax.ModuleDecl:
		w.enter(s.Body)
	}
	w.node(s)
}

// enter notes the property dependsOn of a declaration.
func (w *symbolWalk) enter(body syntax.Expr) {
	w.dependsOn = nil
	if o := syntax.UnpackBody(body).Object; o != nil {
		w.dependsOn = o.Property("dependsOn")
	}
}

func (w *symbolWalk) node(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.ObjectType, *syntax.ArrayType, *syntax.TupleType, *syntax.UnionType, *syntax.NullableType:
		w.found = true
	case *syntax.ResourceDecl:
		w.enter(n.Body)
	case *syntax.Property:
		if n == w.dependsOn {
			return
		}
	case *syntax.MemberExpr:
		w.base(n.X)
		return
	case *syntax.IndexExpr:
		w.base(n.X)
		w.node(n.Index)
		return
	case *syntax.NestedExpr:
		w.node(n.X)
		return
	case *syntax.Ident:
		w.found = w.found || isLoop(w.m.Uses[n])
	}
	if !w.found {
		syntax.EachChild(n, w.node)
	}
}

// base walks what is accessed: a name there is not read as a whole.
func (w *symbolWalk) base(e syntax.Expr) {
	e = syntax.Unparen(e)
	if _, ok := e.(*syntax.Ident); !ok {
		w.node(e)
	}
}

func isLoop(s check.Symbol) bool {
	switch s := s.(type) {
	case *check.Resource:
		return s.Loop() != nil
	case *check.Module:
		return s.Loop() != nil
	default:
		return false
	}
}

// hasSecureOutput reports whether a module has an output that may not be
// shown.
func hasSecureOutput(src check.Source) bool {
	switch src := src.(type) {
	case *check.Model:
		for _, o := range src.Outputs {
			if isSecure(src, o.Decl.Decorators, o.Decl.Type) {
				return true
			}
		}
	case *check.Template:
		outputs := src.Root.Object("outputs")
		if outputs == nil {
			return false
		}
		for _, o := range outputs.Members {
			if isSecureJSON(src, o.Value, nil) {
				return true
			}
		}
	}
	return false
}

// secureOutput reports whether an output may not be shown.
func secureOutput(src check.Source, name string) bool {
	switch src := src.(type) {
	case *check.Model:
		for _, o := range src.Outputs {
			if o.Name() == name {
				return isSecure(src, o.Decl.Decorators, o.Decl.Type)
			}
		}
	case *check.Template:
		return isSecureJSON(src, src.Root.Object("outputs").Get(name), nil)
	}
	return false
}

// isSecure reports whether a type is secure, or a part of it is.
func isSecure(m *check.Model, decorators []*syntax.Decorator, t syntax.TypeExpr) bool {
	w := secureWalk{seen: map[any]bool{}}
	return w.decorated(m, decorators, t)
}

// secureWalk looks for secure parts of a type; types may be recursive.
type secureWalk struct{ seen map[any]bool }

func (w *secureWalk) decorated(m *check.Model, decorators []*syntax.Decorator, t syntax.TypeExpr) bool {
	return m.Decorator(decorators, "secure") != nil || w.typ(m, t)
}

func (w *secureWalk) typ(m *check.Model, t syntax.TypeExpr) bool {
	switch t := t.(type) {
	case *syntax.Ident:
		return w.named(m, m.Uses[t])
	case *syntax.MemberType:
		return w.named(m, m.Uses[t.Name])
	case *syntax.ParenType:
		return w.typ(m, t.X)
	case *syntax.NullableType:
		return w.typ(m, t.X)
	case *syntax.NonNullType:
		return w.typ(m, t.X)
	case *syntax.ArrayType:
		return w.typ(m, t.Elem)
	case *syntax.ObjectType:
		for _, p := range t.Properties {
			if w.decorated(m, p.Decorators, p.Type) {
				return true
			}
		}
	case *syntax.TupleType:
		for _, it := range t.Items {
			if w.decorated(m, it.Decorators, it.Type) {
				return true
			}
		}
	case *syntax.UnionType:
		for _, x := range t.Members {
			if w.typ(m, x) {
				return true
			}
		}
	}
	return false
}

// named follows a name to the type it stands for.
func (w *secureWalk) named(m *check.Model, s check.Symbol) bool {
	if s == nil || w.seen[s] {
		return false
	}
	w.seen[s] = true
	switch s := s.(type) {
	case *check.TypeAlias:
		return w.decorated(m, s.Decl.Decorators, s.Decl.Type)
	case *check.Imported:
		return w.imported(s.From, s.Symbol)
	case *check.Foreign:
		return w.imported(s.Import.From, s.Symbol)
	default:
		return false
	}
}

func (w *secureWalk) imported(from check.Source, name string) bool {
	switch from := from.(type) {
	case *check.Model:
		return w.named(from, from.Export(name))
	case *check.Template:
		return isSecureJSON(from, from.Root.Object("definitions").Get(name), w.seen)
	default:
		return false
	}
}

// isSecureJSON reports whether a type in a template is secure, or a part of it
// is.
func isSecureJSON(t *check.Template, v check.Value, seen map[any]bool) bool {
	if seen == nil {
		seen = map[any]bool{}
	}
	switch v := v.(type) {
	case *check.Object:
		if seen[v] {
			return false
		}
		seen[v] = true
		if typ := v.Text("type"); typ == "securestring" || typ == "secureString" || typ == "secureObject" || typ == "secureobject" {
			return true
		}
		if ref := v.Text("$ref"); ref != "" && isSecureJSON(t, pointer(t.Root, ref), seen) {
			return true
		}
		for _, part := range []string{"properties", "items", "prefixItems", "additionalProperties", "discriminator"} {
			if anySecure(t, v.Get(part), seen) {
				return true
			}
		}
	case check.Array:
		return anySecure(t, v, seen)
	}
	return false
}

// anySecure reports whether a type is secure, or any of a list or set of types.
func anySecure(t *check.Template, v check.Value, seen map[any]bool) bool {
	switch v := v.(type) {
	case *check.Object:
		if isSecureJSON(t, v, seen) {
			return true
		}
		for _, m := range v.Members {
			if o, ok := m.Value.(*check.Object); ok && anySecure(t, o, seen) {
				return true
			}
		}
	case check.Array:
		for _, x := range v {
			if isSecureJSON(t, x, seen) {
				return true
			}
		}
	}
	return false
}
