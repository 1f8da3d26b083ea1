package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// assignedDecl checks a value that a parameters file gives.
func (c *checker) assignedDecl(s *Assigned) types.Type {
	c.noDecorators(s.Decl)
	want, known := c.assignedType(s)
	t := c.expr(s.Decl.Value, want)
	if isError(t) {
		return t
	}
	if known && want != nil {
		c.narrow(narrowing{}, s.Decl.Value, t, want)
	}
	return t
}

// assignedType is the type of the parameter that gets a value.
func (c *checker) assignedType(s *Assigned) (types.Type, bool) {
	if c.m.Using == nil {
		return nil, false
	}
	params, ok := c.s.params(c.m.Using)
	if !ok {
		return nil, false
	}
	for _, p := range params {
		if p.Name == s.Name() {
			if !p.Flags.Has(types.Required) {
				return types.Nullable(p.Type), true
			}
			return p.Type, true
		}
	}
	c.err(s.Decl, "BCP259", "found the parameter '%s', which '%s' does not have", s.Name(), c.m.Using.Location())
	return nil, false
}

// assignments checks a parameters file as a whole: that it is for a file, and
// gives every parameter that this file requires.
func (c *checker) assignments() {
	if !c.m.File.Params {
		return
	}
	var using *syntax.UsingDecl
	for _, s := range c.m.File.Stmts {
		switch s := s.(type) {
		case *syntax.UsingDecl:
			using = s
		case *syntax.ExtendsDecl:
			return // the file it extends may give the others
		}
	}
	if using == nil {
		c.err(syntax.Range{}, "BCP261", "found no 'using', wanted the file that the parameters are for")
		return
	}
	if c.m.Using == nil {
		return
	}
	if missing := c.missingParams(); len(missing) > 0 {
		c.err(using.Path, "BCP258", "found no values for '%s'", strings.Join(missing, "', '"))
	}
}

// missingParams are the parameters that are required and get no value, or
// null.
func (c *checker) missingParams() []string {
	given := map[string]bool{}
	for _, s := range c.m.Assigned {
		given[s.Name()] = c.symbol(s) != types.Type(types.Null{})
	}
	var missing []string
	params, _ := c.s.params(c.m.Using)
	for _, p := range params {
		if p.Flags.Has(types.Required) && !given[p.Name] {
			missing = append(missing, p.Name)
		}
	}
	return missing
}
