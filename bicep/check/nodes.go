package check

import "github.com/amlsec/amlsec/bicep/syntax"

// nodes are the nodes of a file by what they are, collected in one walk for
// all checks that look for some of them everywhere.
type nodes struct {
	calls       []*syntax.CallExpr
	strings     []*syntax.StringExpr
	objects     []*syntax.ObjectExpr
	props       []*syntax.Property
	indexes     []*syntax.IndexExpr
	members     []*syntax.MemberExpr
	ternaries   []*syntax.TernaryExpr
	objectTypes []*syntax.ObjectType
	lambdas     []*syntax.LambdaExpr
	// promised is what stands before a "!".
	promised map[syntax.Node]bool
}

// walk adds a node and what it is made of.
func (l *nodes) walk(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.Ident:
		return
	case *syntax.CallExpr:
		l.calls = append(l.calls, n)
	case *syntax.StringExpr:
		l.strings = append(l.strings, n)
	case *syntax.ObjectExpr:
		l.objects = append(l.objects, n)
	case *syntax.Property:
		l.props = append(l.props, n)
	case *syntax.IndexExpr:
		l.indexes = append(l.indexes, n)
	case *syntax.MemberExpr:
		l.members = append(l.members, n)
	case *syntax.TernaryExpr:
		l.ternaries = append(l.ternaries, n)
	case *syntax.ObjectType:
		l.objectTypes = append(l.objectTypes, n)
	case *syntax.LambdaExpr:
		l.lambdas = append(l.lambdas, n)
	case *syntax.NonNullExpr:
		if l.promised == nil {
			l.promised = map[syntax.Node]bool{}
		}
		l.promised[n.X] = true
	}
	syntax.EachChild(n, l.walk)
}
