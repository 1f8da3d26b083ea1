package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// narrowVariants compares an object with the variant that it names; nil if
// nothing can be told.
func (c *checker) narrowVariants(n narrowing, e syntax.Node, got types.Type, want *types.Discriminated) types.Type {
	if c.broken(e) {
		return types.Any{}
	}
	g, ok := got.(*types.Object)
	if !ok {
		return nil
	}
	p, ok := g.Property(want.Key)
	if !ok {
		c.noVariant(n, e, g, want)
		return types.Any{}
	}
	at := n.at(e)
	if o, ok := e.(*syntax.ObjectExpr); ok && n.origin == nil {
		if key := o.Property(want.Key); key != nil {
			at = key.Value
		}
	}
	switch v := p.Type.(type) {
	case types.Any:
		return types.Any{}
	case types.StringLit:
		if variant, ok := want.Variant(v.Value); ok {
			return c.narrowObject(n, e, got, variant)
		}
		c.wrongVariant(n, at, v, want)
		return types.Any{}
	}
	keys := keysOf(want)
	if types.Assignable(p.Type, keys) {
		c.warn(at, "BCP225", "found a value of '%s' that is not known while compiling; the rest of the object is not checked", want.Key)
		return types.Any{}
	}
	c.either(c.lenientKey(n, want), at, "BCP036", "found '%s' for '%s', wanted '%s'", typeName(p.Type), want.Key, typeName(keys))
	return types.Any{}
}

// lenientKey reports whether a wrong key is a warning only.
func (c *checker) lenientKey(n narrowing, want *types.Discriminated) bool {
	system := false
	if len(want.Variants) > 0 {
		p, _ := want.Variants[0].Object.Property(want.Key)
		system = p.Flags.Has(types.System)
	}
	return n.resource && !system || want.Flags.Has(types.WarnProperty)
}

// noVariant reports an object that does not say which variant it is.
func (c *checker) noVariant(n narrowing, e syntax.Node, got *types.Object, want *types.Discriminated) {
	a := got.Additional()
	if a != nil && !a.Flags.Has(types.Fallback) {
		return
	}
	warn := want.Flags.Has(types.WarnProperty) || a != nil && types.Assignable(a.Type, types.String{})
	c.either(warn, n.at(e), "BCP078", "found no '%s', wanted one of '%s'", want.Key, typeName(keysOf(want)))
	var given []string
	for _, p := range got.Properties() {
		given = append(given, p.Name)
	}
	guess := similar(want.Key, given)
	if guess == "" {
		return
	}
	at := n.at(e)
	if o, ok := e.(*syntax.ObjectExpr); ok && n.origin == nil {
		if p := o.Property(guess); p != nil {
			at = p.Key
		}
	}
	c.either(warn, at, "BCP089", "the type has no property '%s'; did you mean '%s'?", guess, want.Key)
}

// wrongVariant reports a variant that there is not.
func (c *checker) wrongVariant(n narrowing, at syntax.Node, got types.StringLit, want *types.Discriminated) {
	warn := n.resource || want.Flags.Has(types.WarnProperty)
	var valid []string
	for _, v := range want.Variants {
		valid = append(valid, types.Quote(v.Value))
	}
	if guess := similar(got.String(), valid); guess != "" && n.origin == nil {
		c.either(warn, at, "BCP088", "found %s for '%s', wanted '%s'; did you mean %s?", got, want.Key, typeName(keysOf(want)), guess)
		return
	}
	c.either(warn, at, "BCP036", "found %s for '%s', wanted '%s'", got, want.Key, typeName(keysOf(want)))
}
