package check

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// duplicateResources reports resources of one type, name and scope.
func (c *checker) duplicateResources() {
	groups := map[string][]*Resource{}
	var order []string
	for _, r := range c.m.Resources {
		key, ok := c.resourceKey(r)
		if !ok {
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], r)
	}
	for _, key := range order {
		group := groups[key]
		if len(group) < 2 {
			continue
		}
		var list []string
		for _, r := range group {
			list = append(list, r.Name())
		}
		for _, r := range group {
			c.err(bodyProp(r.Body, "name").Value, "BCP121", "the resources %s have one type, name and scope", names(list))
		}
	}
}

// resourceKey is the same for resources that would be one.
func (c *checker) resourceKey(r *Resource) (string, bool) {
	if r.Extension != nil || r.Ref.Type == "" || !c.unconditional(r.Body.If) || bodyProp(r.Body, "name") == nil || c.bodyObject(r) == nil {
		return "", false
	}
	if namesTwice(r.Body.Object) {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s|%s", strings.ToLower(r.Ref.Type), c.placeKey(r.Place))
	index := r.ParentIndex
	var segs []string
	for p := r.Parent; p != nil; index, p = p.ParentIndex, p.Parent {
		name := bodyProp(p.Body, "name")
		if name == nil {
			return "", false
		}
		seg := c.nameKey(name.Value)
		if index != nil {
			seg += c.nameKey(index)
		}
		segs = append(segs, seg)
	}
	b.WriteString("|" + strings.Join(segs, "|") + "|" + c.nameKey(bodyProp(r.Body, "name").Value))
	return b.String(), true
}

// namesTwice reports whether a body gives a name more than once.
func namesTwice(o *syntax.ObjectExpr) bool {
	n := 0
	for _, item := range o.Items {
		if p, ok := item.(*syntax.Property); ok {
			if name, _ := p.Name(); name == "name" {
				n++
			}
		}
	}
	return n > 1
}

// unconditional reports whether a resource or module is deployed in any case.
func (c *checker) unconditional(e *syntax.IfExpr) bool {
	return e == nil || c.types[e.Cond] == types.Type(types.BoolLit{Value: true})
}

// nameKey is the value of a name if it is known, and its place otherwise.
func (c *checker) nameKey(e syntax.Expr) string {
	switch t := c.types[e].(type) {
	case types.StringLit:
		return "=" + types.Quote(t.Value)
	case types.IntLit:
		return "=" + t.String()
	}
	if e == nil {
		return ""
	}
	return fmt.Sprintf("@%d", e.Pos())
}

func (c *checker) placeKey(p Placement) string {
	on := ""
	if p.Resource != nil {
		on = p.Resource.SymbolicName()
	}
	at := func(e syntax.Expr) int {
		if e == nil {
			return -1
		}
		return int(e.Pos())
	}
	return fmt.Sprint(p.Scope, at(p.Group), at(p.Subscription), at(p.ResourceGroup), on, at(p.Index))
}

// duplicateModules reports modules of one name and scope.
func (c *checker) duplicateModules() {
	groups := map[string][]*Module{}
	var order []string
	for _, m := range c.m.Modules {
		name := bodyProp(m.Body, "name")
		if name == nil || !c.unconditional(m.Body.If) {
			continue
		}
		key := c.nameKey(name.Value)
		for _, e := range []syntax.Expr{m.Place.Group, m.Place.Subscription, m.Place.ResourceGroup} {
			key += "|"
			if e != nil {
				key += c.nameKey(e)
			}
		}
		if c.bodies[m] == nil {
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], m)
	}
	for _, key := range order {
		if len(groups[key]) < 2 {
			continue
		}
		var list []string
		for _, m := range groups[key] {
			list = append(list, m.Name())
		}
		for _, m := range groups[key] {
			c.err(bodyProp(m.Body, "name").Value, "BCP122", "the modules %s have one name and scope", names(list))
		}
	}
}
