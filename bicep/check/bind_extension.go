package check

import (
	"path"
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
	spec, ok := syntax.LiteralString(d.Spec)
	if name, isName := d.Spec.(*syntax.Ident); isName {
		spec, ok = b.l.config(path.Dir(b.m.Path)).extension(name.Name), true
	}
	if ok {
		x.read(spec)
	}
	b.m.Extensions = append(b.m.Extensions, x)
	b.define(x)
}

// read reads what an extension statement names: kubernetes, perhaps with
// @version, or br:host/path/name:version.
func (x *Extension) read(spec string) {
	if rest, ok := strings.CutPrefix(spec, "br:"); ok {
		x.path, x.Version, _ = strings.Cut(rest, ":")
		x.Provider = path.Base(x.path)
		if x.isGraph() {
			x.Provider = "MicrosoftGraph"
		}
		return
	}
	x.Provider, x.Version, _ = strings.Cut(spec, "@")
	if strings.EqualFold(x.Provider, "kubernetes") {
		x.Provider, x.Version = "Kubernetes", "1.0.0"
	}
}

// isGraph reports whether the extension is Microsoft Graph, whose artifact is
// one for each version of its API: …/microsoftgraph/v1.0:0.1.8.
func (x *Extension) isGraph() bool { return path.Base(path.Dir(x.path)) == "microsoftgraph" }

// extension is the extension of that name, or nil.
func (b *binder) extension(name string) *Extension {
	for _, x := range b.m.Extensions {
		if x.Name() == name {
			return x
		}
	}
	return nil
}

// extensionOf is the extension that a resource type belongs to, nil for Azure.
// space is the namespace that stands before the type, or "".
func (b *binder) extensionOf(ref types.Ref, space string) *Extension {
	if space != "" {
		if isNamespace(space) {
			return nil
		}
		return b.extension(space)
	}
	for _, x := range b.m.Extensions {
		if x.owns(ref) {
			return x
		}
	}
	return nil
}

// owns reports whether a type is one of the extension's. What other extensions
// have is not known; a namespace without a dot is none of Azure's.
func (x *Extension) owns(ref types.Ref) bool {
	space, _, _ := strings.Cut(ref.Type, "/")
	if x.isGraph() {
		return strings.EqualFold(space, "Microsoft.Graph") && strings.EqualFold(ref.Version, path.Base(x.path))
	}
	return !strings.Contains(space, ".")
}

// config is what a bicepconfig.json says; nil says nothing.
type config struct{ root *Object }

// config reads the bicepconfig.json that counts for a folder: its own, or
// that of the nearest folder above. One that cannot be read does not count.
func (l *loader) config(dir string) *config {
	if c, ok := l.configs[dir]; ok {
		return c
	}
	var c *config
	if text, err := l.read(path.Join(dir, "bicepconfig.json")); err == nil {
		v, _ := ParseJSON(text)
		root, _ := v.(*Object)
		c = &config{root}
	} else if up := path.Dir(dir); up != dir && dir != ".." && !strings.HasSuffix(dir, "/..") {
		c = l.config(up)
	}
	l.configs[dir] = c
	return c
}

// extension is what an extension's name stands for: itself, if it is not
// configured.
func (c *config) extension(name string) string {
	if c == nil {
		return name
	}
	if ref := c.root.Object("extensions").Text(name); strings.HasPrefix(ref, "br:") {
		return ref
	}
	return name
}

// expand writes the alias of a registry out: br/name:path:version.
func (c *config) expand(ref string) string {
	rest, ok := strings.CutPrefix(ref, "br/")
	if !ok {
		return ref
	}
	alias, rest, _ := strings.Cut(rest, ":")
	if c != nil {
		if a := c.root.Object("moduleAliases").Object("br").Object(alias); a != nil {
			return "br:" + path.Join(a.Text("registry"), a.Text("modulePath"), rest)
		}
	}
	if alias == "public" {
		return "br:mcr.microsoft.com/bicep/" + rest
	}
	return ref
}
