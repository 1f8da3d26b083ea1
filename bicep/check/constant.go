package check

import "github.com/amlsec/amlsec/bicep/syntax"

// constant reports the parts of a value that are not known while compiling.
func (c *checker) constant(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.StringExpr:
		if len(n.Exprs) > 0 {
			c.notConstant(n)
		}
	case *syntax.UnaryExpr:
		if n.Op != syntax.Minus {
			c.notConstant(n)
			return
		}
		c.constant(n.X)
	case *syntax.ObjectExpr:
		for _, item := range n.Items {
			switch item := item.(type) {
			case *syntax.Property:
				if s, ok := item.Key.(*syntax.StringExpr); ok {
					c.constant(s)
				}
				c.constant(item.Value)
			case *syntax.SpreadExpr:
				c.constant(item.X)
			}
		}
	case *syntax.ArrayExpr:
		for _, x := range n.Items {
			c.constant(x)
		}
	case *syntax.SpreadExpr:
		c.constant(n.X)
	case *syntax.LambdaExpr:
		c.constant(n.Body)
	case *syntax.NonNullExpr:
		c.constant(n.X)
	case *syntax.Ident, *syntax.IndexExpr, *syntax.BinaryExpr, *syntax.CallExpr, *syntax.ForExpr,
		*syntax.ParenExpr, *syntax.MemberExpr, *syntax.TernaryExpr:
		c.notConstant(n)
	}
}

func (c *checker) notConstant(n syntax.Node) {
	c.err(n, "BCP032", "found a value that is not known while compiling, wanted a literal one")
}
