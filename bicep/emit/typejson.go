package emit

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
)

// declaredJSON describes a type of another template with what is said of it
// besides.
func (e *emitter) declaredJSON(n typeNode) *object {
	x := e.typeOfJSON(n)
	if isSecureName(n.json.Text("type")) {
		secure(x)
	}
	if sealed, ok := n.json.Get("additionalProperties").(check.Bool); ok && !bool(sealed) {
		x.merge("additionalProperties", boolean(false))
	}
	md := n.json.Object("metadata")
	if rest := otherMetadata(md); len(rest.props) > 0 {
		x.merge("metadata", rest)
	}
	for _, name := range []string{"minLength", "maxLength", "minValue", "maxValue"} {
		if v, ok := n.json.Get(name).(check.Number); ok {
			x.merge(name, loaded(v))
		}
	}
	if d, ok := md.Get("description").(check.String); ok {
		x.merge("metadata", &object{[]prop{{text("description"), text(d)}}})
	}
	return x
}

// otherMetadata are the metadata but for what is treated elsewhere.
func otherMetadata(md *check.Object) *object {
	rest := &object{}
	if md == nil {
		return rest
	}
	for _, m := range md.Members {
		if m.Name != "description" && m.Name != "__bicep_export!" {
			rest.props = append(rest.props, prop{text(m.Name), loaded(m.Value)})
		}
	}
	return rest
}

func isSecureName(name string) bool {
	return strings.EqualFold(name, "securestring") || strings.EqualFold(name, "secureobject")
}

// typeOfJSON describes a type of another template.
func (e *emitter) typeOfJSON(n typeNode) *object {
	if n.json == nil || !e.spend() {
		return &object{}
	}
	x := e.plainJSON(n)
	if nullable, ok := n.json.Get("nullable").(check.Bool); ok {
		x.merge("nullable", boolean(nullable))
	}
	return x
}

func (e *emitter) plainJSON(n typeNode) *object {
	o := n.json
	if allowed, ok := o.Get("allowedValues").(check.Array); ok {
		return allowedJSON(o.Text("type"), allowed)
	}
	if o.Text("$ref") != "" {
		if r, ok := e.resolveJSON(n); ok {
			return r.describe()
		}
		return &object{}
	}
	switch typ := strings.ToLower(o.Text("type")); typ {
	case "string", "securestring":
		return typed("string")
	case "int", "bool":
		return typed(typ)
	case "array":
		return e.arrayJSON(n)
	case "object", "secureobject":
		return e.objectJSON(n)
	default:
		return &object{}
	}
}

// allowedJSON describes a type that has only some values; of an array, these
// are the values of its items.
func allowedJSON(typ string, allowed check.Array) *object {
	lits := literalsOf(allowed)
	if typ == "array" && !slices.ContainsFunc(allowed, isArray) {
		x := typed("array")
		x.merge("allowedValues", values(lits))
		return x
	}
	return typeOfLiterals(lits)
}

func isArray(v check.Value) bool {
	_, ok := v.(check.Array)
	return ok
}

func literalsOf(allowed check.Array) []literal {
	var lits []literal
	for _, v := range allowed {
		lits = append(lits, literalOf(v))
	}
	return sorted(lits)
}

func literalOf(v check.Value) literal {
	x := loaded(v)
	switch v := v.(type) {
	case check.String:
		return literal{quoted(string(v)), "string", x}
	case check.Number:
		return literal{string(v), "int", x}
	case check.Bool:
		return boolLiteral(bool(v))[0]
	case check.Array:
		return literal{string(minify(nil, v)), "array", x}
	case *check.Object:
		return literal{string(minify(nil, v)), "object", x}
	default:
		return literal{"null", "", x}
	}
}

func (e *emitter) arrayJSON(n typeNode) *object {
	x := typed("array")
	if list, ok := n.json.Get("prefixItems").(check.Array); ok {
		items := &array{}
		for _, it := range list {
			o, _ := it.(*check.Object)
			items.items = append(items.items, e.declaredJSON(typeNode{template: n.template, json: o}))
		}
		x.merge("prefixItems", items)
		x.merge("items", boolean(false))
		return x
	}
	if items := n.json.Object("items"); items != nil {
		part := typeNode{template: n.template, json: items}
		if lits, ok := itemLiterals(items); ok {
			x.merge("allowedValues", values(lits))
			return x
		}
		x.merge("items", e.typeOfJSON(part))
	}
	return x
}

// itemLiterals are the values that the items of an array may have.
func itemLiterals(items *check.Object) ([]literal, bool) {
	allowed, ok := items.Get("allowedValues").(check.Array)
	if !ok || items.Text("type") == "array" || items.Get("nullable") != nil {
		return nil, false
	}
	return literalsOf(allowed), true
}

func (e *emitter) objectJSON(n typeNode) *object {
	o := n.json
	if d := o.Object("discriminator"); d != nil {
		return e.typeOfVariants(d.Text("propertyName"), e.mappingJSON(n, d))
	}
	if o.Get("properties") == nil && o.Get("additionalProperties") == nil && o.Get("sealed") == nil {
		return typed("object")
	}
	props := &object{}
	if list := o.Object("properties"); list != nil {
		for _, m := range list.Members {
			p, _ := m.Value.(*check.Object)
			props.props = append(props.props, prop{text(m.Name), e.declaredJSON(typeNode{template: n.template, json: p})})
		}
	}
	x := typed("object")
	x.merge("properties", props)
	if rest := o.Object("additionalProperties"); rest != nil {
		x.merge("additionalProperties", e.declaredJSON(typeNode{template: n.template, json: rest}))
	}
	return x
}

// mappingJSON are the objects that a discriminator tells apart, sorted by the
// value.
func (e *emitter) mappingJSON(n typeNode, d *check.Object) []prop {
	mapping := d.Object("mapping")
	if mapping == nil {
		return nil
	}
	members := slices.Clone(mapping.Members)
	slices.SortStableFunc(members, func(a, b check.Member) int {
		return strings.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name))
	})
	var list []prop
	for _, m := range members {
		o, _ := m.Value.(*check.Object)
		list = append(list, prop{text(m.Name), e.typeOfJSON(typeNode{template: n.template, json: o})})
	}
	return list
}

// resolveJSON follows the $ref of a type of another template.
func (e *emitter) resolveJSON(n typeNode) (resolution, bool) {
	if ref := n.json.Text("$ref"); ref != "" {
		return e.resolveRef(n.template, ref)
	}
	return e.unresolved(n)
}

func (e *emitter) resolveRef(t *check.Template, ref string) (resolution, bool) {
	o, ok := pointer(t.Root, ref).(*check.Object)
	if !ok {
		return resolution{}, false
	}
	x := e.imports.addRef(t, check.ExportType, ref)
	return resolution{path: []string{"definitions", x.as}, decl: typeNode{template: t, json: o}}, true
}

// literalsJSON are the values of a type of another template.
func (e *emitter) literalsJSON(n typeNode, depth int) ([]literal, bool) {
	if n.json.Text("$ref") != "" {
		r, ok := e.resolveJSON(n)
		if !ok {
			return nil, false
		}
		return e.literalsIn(r.decl, depth+1)
	}
	allowed, ok := n.json.Get("allowedValues").(check.Array)
	if !ok || n.json.Text("type") == "array" {
		return nil, false
	}
	lits := literalsOf(allowed)
	if nullable, ok := n.json.Get("nullable").(check.Bool); ok && bool(nullable) {
		lits = sorted(append(lits, literal{"null", "", null{}}))
	}
	return lits, true
}

// variantJSON is a member of a union that refers to an object of another
// template.
func (e *emitter) variantJSON(ref, at resolution, disc string) []prop {
	if d := at.decl.json.Object("discriminator"); d != nil {
		return e.mappingJSON(at.decl, d)
	}
	part := at.decl.json.Object("properties").Object(disc)
	if part != nil {
		if lits, ok := e.literals(typeNode{template: at.decl.template, json: part}); ok && len(lits) == 1 {
			return []prop{{lits[0].value, ref.describe()}}
		}
	}
	if e.err == nil {
		e.err = ErrFaulty
	}
	return nil
}
