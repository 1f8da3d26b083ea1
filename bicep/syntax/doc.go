// Package syntax is the front end of Bicep: it turns the text of a .bicep or of
// a .bicepparam file into a tree, and a tree back into text.
//
//	f, list := syntax.Parse("main.bicep", src)
//	if list.HasErrors() { … }
//	for _, s := range f.Stmts {
//		switch s := s.(type) {
//		case *syntax.ParamDecl: …
//		case *syntax.ResourceDecl: …
//		}
//	}
//	os.Stdout.Write(syntax.Print(f))
//
// The tree. A node is a plain struct that embeds its Range of byte offsets; File
// turns it into a diag.Span. What may stand in one place is a closed sum: Stmt,
// Expr, TypeExpr, ObjectItem. The names and the literals are both expressions
// and types. The tree holds no comments and no white space: File keeps the
// tokens, and Print reads both side by side. Inspect and EachChild walk it.
//
// Errors. Parse reports several errors in one run, with the codes of Bicep at the
// places where Bicep reports them. What is skipped stands in the tree as *Bad or
// *BadStmt, and a missing name as an *Ident without a Name, so that a field is
// nil only where its documentation says so. No source makes the package panic.
//
// The language is Bicep as of version 0.46, including what is experimental in
// it; which is used where is for a checker to judge. grammar.txt is its grammar.
// Names such as param or resource are keywords only where a statement begins;
// true, false and null are reserved.
package syntax
