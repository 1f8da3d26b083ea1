package check

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
)

// templateTypes are the types in an ARM template.
type templateTypes struct {
	t *Template
	// named are the types of definitions that were looked at.
	named map[string]types.Type
	depth int
}

func (s *session) template(t *Template) *templateTypes {
	if x, ok := s.templates[t]; ok {
		return x
	}
	x := &templateTypes{t: t, named: map[string]types.Type{}}
	s.templates[t] = x
	return x
}

// scope is where the template is deployed, which its schema says.
func (x *templateTypes) scope() types.Scope {
	schema := strings.ToLower(x.t.Root.Text("$schema"))
	switch {
	case strings.Contains(schema, "/tenantdeploymenttemplate.json"):
		return types.ScopeTenant
	case strings.Contains(schema, "/managementgroupdeploymenttemplate.json"):
		return types.ScopeManagementGroup
	case strings.Contains(schema, "/subscriptiondeploymenttemplate.json"):
		return types.ScopeSubscription
	}
	return types.ScopeResourceGroup
}

func (x *templateTypes) params() []types.Property {
	return x.properties(x.t.Root.Object("parameters"), func(o *Object, t types.Type) types.PropFlags {
		_, nullable := types.NonNull(t)
		if o.Get("defaultValue") == nil && !nullable {
			return types.Required
		}
		return 0
	}, types.Loose)
}

func (x *templateTypes) outputs() []types.Property {
	return x.properties(x.t.Root.Object("outputs"), func(*Object, types.Type) types.PropFlags { return types.ReadOnly }, 0)
}

func (x *templateTypes) properties(members *Object, flags func(o *Object, t types.Type) types.PropFlags, extra types.Flags) []types.Property {
	if members == nil {
		return nil
	}
	var list []types.Property
	for _, m := range members.Members {
		o, ok := m.Value.(*Object)
		if !ok {
			continue
		}
		t := x.typ(o, extra)
		list = append(list, types.Property{Name: m.Name, Type: t, Flags: flags(o, t)})
	}
	return list
}

// maxTemplateDepth bounds how deep types in templates nest.
const maxTemplateDepth = 100

// typ is the type that an element of a template describes.
func (x *templateTypes) typ(o *Object, extra types.Flags) types.Type {
	if x.depth++; x.depth > maxTemplateDepth {
		x.depth--
		return types.Any{}
	}
	t := x.bare(o, extra)
	x.depth--
	if b, ok := o.Get("nullable").(Bool); ok {
		if bool(b) {
			return types.Nullable(t)
		}
		t, _ = types.NonNull(t)
	}
	return t
}

func (x *templateTypes) bare(o *Object, extra types.Flags) types.Type {
	if ref := o.Text("$ref"); ref != "" {
		return x.reference(ref)
	}
	if o.Object("metadata").Get("__bicep_resource_derived_type!") != nil {
		return types.Any{}
	}
	flags := extra
	switch kind := strings.ToLower(o.Text("type")); kind {
	case "string", "securestring":
		if kind == "securestring" {
			flags |= types.Secure
		}
		if t := x.allowed(o, flags&types.Secure); t != nil {
			return t
		}
		return types.NewString(limitsOf(o, "minLength", "maxLength"), "", flags)
	case "int":
		if t := x.allowed(o, 0); t != nil {
			return t
		}
		return types.NewInt(limitsOf(o, "minValue", "maxValue"), flags)
	case "bool":
		if t := x.allowed(o, 0); t != nil {
			return t
		}
		return types.Bool{Flags: flags}
	case "array":
		return x.array(o)
	case "object", "secureobject":
		return x.object(o, kind == "secureobject")
	}
	return types.Any{}
}

// allowed is the union of the values that are allowed, nil if they are not
// listed.
func (x *templateTypes) allowed(o *Object, flags types.Flags) types.Type {
	values, ok := o.Get("allowedValues").(Array)
	if !ok {
		return nil
	}
	var list []types.Type
	for _, v := range values {
		t := literalType(v)
		if t == nil {
			return nil
		}
		list = append(list, withFlags(t, flags))
	}
	return types.NewUnion(list...)
}

func limitsOf(o *Object, least, most string) types.Range {
	var r types.Range
	if n, ok := o.Get(least).(Number); ok {
		r.Min, r.HasMin = n.Int()
	}
	if n, ok := o.Get(most).(Number); ok {
		r.Max, r.HasMax = n.Int()
	}
	return r
}

func (x *templateTypes) array(o *Object) types.Type {
	if prefix, ok := o.Get("prefixItems").(Array); ok {
		var items []types.Type
		for _, v := range prefix {
			if it, ok := v.(*Object); ok {
				items = append(items, x.typ(it, 0))
			}
		}
		return &types.Tuple{Items: items}
	}
	r := limitsOf(o, "minLength", "maxLength")
	if item := o.Object("items"); item != nil {
		return types.NewArray(x.typ(item, 0), r, 0)
	}
	if item := x.allowed(o, 0); item != nil {
		return types.NewArray(item, r, 0)
	}
	return types.NewArray(types.Any{}, r, 0)
}

func (x *templateTypes) object(o *Object, secure bool) types.Type {
	var flags types.Flags
	if secure {
		flags = types.Secure
	}
	if d := o.Object("discriminator"); d != nil {
		return x.discriminated(d)
	}
	if o.Get("properties") == nil && o.Get("additionalProperties") == nil {
		if secure {
			return types.AnyObject(flags)
		}
		return anyObject
	}
	return types.LazyObject("object", flags, func() types.Shape { return x.shape(o) })
}

func (x *templateTypes) shape(o *Object) types.Shape {
	var props []types.Property
	if members := o.Object("properties"); members != nil {
		for _, m := range members.Members {
			p, ok := m.Value.(*Object)
			if !ok {
				continue
			}
			t := x.typ(p, 0)
			flags := types.Required
			if _, nullable := types.NonNull(t); nullable {
				flags = 0
			}
			props = append(props, types.Property{Name: m.Name, Type: t, Flags: flags})
		}
	}
	switch a := o.Get("additionalProperties").(type) {
	case *Object:
		return types.NewShape(props, &types.Property{Type: x.typ(a, 0)})
	case Bool:
		if !a {
			return types.NewShape(props, nil)
		}
		return types.NewShape(props, &types.Property{Type: types.Any{}})
	}
	return types.NewShape(props, &types.Property{Type: types.Any{}, Flags: types.Fallback})
}

func (x *templateTypes) discriminated(d *Object) types.Type {
	mapping := d.Object("mapping")
	if mapping == nil {
		return types.Any{}
	}
	var variants []types.Variant
	for _, m := range mapping.Members {
		o, ok := m.Value.(*Object)
		if !ok {
			return types.Any{}
		}
		t, ok := x.typ(o, 0).(*types.Object)
		if !ok {
			return types.Any{}
		}
		variants = append(variants, types.Variant{Value: m.Name, Object: t})
	}
	return types.NewDiscriminated("", 0, d.Text("propertyName"), variants)
}

// reference is the type of a definition, or of a part of one.
func (x *templateTypes) reference(ref string) types.Type {
	path, ok := strings.CutPrefix(ref, "#/definitions/")
	if !ok {
		return types.Any{}
	}
	segs := strings.Split(path, "/")
	t := x.definition(unescapePointer(segs[0]))
	if len(segs) == 1 {
		return t
	}
	v := Value(x.t.Root.Object("definitions").Object(unescapePointer(segs[0])))
	for _, seg := range segs[1:] {
		o, ok := v.(*Object)
		if !ok || o == nil {
			return types.Any{}
		}
		v = o.Get(unescapePointer(seg))
	}
	if o, ok := v.(*Object); ok && o != nil {
		return x.typ(o, 0)
	}
	return types.Any{}
}

func unescapePointer(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
}

// definition is the type of a definition. One that contains itself does so
// through the properties of an object, which are looked at later.
func (x *templateTypes) definition(name string) types.Type {
	if t, ok := x.named[name]; ok {
		return t
	}
	o := x.t.Root.Object("definitions").Object(name)
	if o == nil {
		return types.Any{}
	}
	x.named[name] = types.Any{}
	t := x.typ(o, 0)
	x.named[name] = t
	return t
}

// export is what the template exports under a name.
func (x *templateTypes) export(name string) export {
	switch x.t.Exports[name] {
	case ExportType:
		return export{typ: x.definition(name), isType: true}
	case ExportVar:
		return export{typ: x.variable(name)}
	case ExportFunc:
		return export{lambda: x.function(name), isFunc: true}
	}
	return export{}
}

// variable is the type of a variable if its value is a literal.
func (x *templateTypes) variable(name string) types.Type {
	v := x.t.Root.Object("variables").Get(name)
	if v == nil || hasExpression(v) {
		return types.Any{}
	}
	return valueType(v)
}

// hasExpression reports whether a value holds an expression of ARM.
func hasExpression(v Value) bool {
	switch v := v.(type) {
	case String:
		return strings.HasPrefix(string(v), "[") && strings.HasSuffix(string(v), "]")
	case Array:
		return slices.ContainsFunc(v, hasExpression)
	case *Object:
		return slices.ContainsFunc(v.Members, func(m Member) bool { return hasExpression(m.Value) || hasExpression(String(m.Name)) })
	}
	return false
}

// function is the type of a function.
func (x *templateTypes) function(name string) *types.Lambda {
	for _, ns := range list(x.t.Root.Get("functions")) {
		o, ok := ns.(*Object)
		if !ok {
			continue
		}
		f := o.Object("members").Object(name)
		if f == nil {
			continue
		}
		l := &types.Lambda{Returns: types.Any{}}
		if out := f.Object("output"); out != nil {
			l.Returns = x.typ(out, 0)
		}
		for _, p := range list(f.Get("parameters")) {
			if p, ok := p.(*Object); ok {
				l.Params = append(l.Params, x.typ(p, 0))
			}
		}
		return l
	}
	return nil
}
