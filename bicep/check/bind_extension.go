package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// extensionName is the name that an extension statement declares, or nil.
func extensionName(d *syntax.ExtensionDecl) *syntax.Ident {
	if d.Alias != nil {
		return d.Alias
	}
	id, _ := d.Spec.(*syntax.Ident)
	return id
}

func (b *binder) declareExtension(d *syntax.ExtensionDecl) {
	id := extensionName(d)
	if id == nil {
		return
	}
	x := &Extension{named: named{id}, Decl: d}
	x.Provider, x.Version = extensionSpec(d.Spec)
	b.m.Extensions = append(b.m.Extensions, x)
	b.define(x)
}

// extensionSpec reads what an extension statement names: kubernetes, or
// 'kubernetes@1.0.0', or 'br:…/name:version'.
func extensionSpec(spec syntax.Expr) (provider, version string) {
	name, ok := syntax.LiteralString(spec)
	if id, isName := spec.(*syntax.Ident); isName {
		name, ok = id.Name, true
	}
	if !ok {
		return "", ""
	}
	if rest, isRef := strings.CutPrefix(name, "br:"); isRef {
		rest, version, _ = strings.Cut(rest, ":")
		return rest[strings.LastIndexByte(rest, '/')+1:], version
	}
	provider, version, _ = strings.Cut(name, "@")
	if strings.EqualFold(provider, "kubernetes") {
		return "Kubernetes", "1.0.0"
	}
	return provider, version
}

// extensionOf is the extension that a resource type belongs to, nil for Azure,
// whose namespaces all have a dot.
func (b *binder) extensionOf(ref types.Ref) *Extension {
	for _, x := range b.m.Extensions {
		if x.owns(ref) {
			return x
		}
	}
	return nil
}

func (x *Extension) owns(ref types.Ref) bool {
	first, _, _ := strings.Cut(ref.Type, "/")
	return !strings.Contains(first, ".")
}
