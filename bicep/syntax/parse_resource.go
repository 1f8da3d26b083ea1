package syntax

// resource = "resource" ident string [ "existing" ] body .
func (p *parser) resource(h Head) Stmt {
	p.next()
	d := &ResourceDecl{Head: h, Name: p.nameUntil("BCP017", "the name of the resource", atString)}
	d.Type = p.stringUntil("BCP068", "the type of the resource, as in 'Microsoft.Storage/storageAccounts@2023-01-01'", nothing(d.Name), atValue)
	d.Existing = p.keyword("existing")
	d.Body = p.body(nothing(d.Type), complexLiterals|nestedResources)
	return d
}

// module = "module" ident string body .
func (p *parser) module(h Head) Stmt {
	p.next()
	d := &ModuleDecl{Head: h, Name: p.nameUntil("BCP096", "the name of the module", atString)}
	d.Path = p.stringUntil("BCP097", "the path of the module, as in 'network.bicep'", nothing(d.Name), atValue)
	d.Body = p.body(nothing(d.Path), complexLiterals)
	return d
}

// test = "test" ident string "=" object .
func (p *parser) test(h Head) Stmt {
	p.next()
	d := &TestDecl{Head: h, Name: p.nameUntil("BCP346", "the name of the test", atString)}
	d.Path = p.stringUntil("BCP347", "the path of the file under test", nothing(d.Name), atValue)
	quiet, _ := p.expectUntil(Assign, nothing(d.Path), atLine|1<<LBrace)
	start := p.mark()
	d.Body = p.orBad(start, p.object(complexLiterals), quiet, atLine)
	return d
}

// body = "=" ( object | for | { newline } if ) .
func (p *parser) body(quiet bool, f flags) Expr {
	quiet, ok := p.expectUntil(Assign, quiet, atLine|1<<LBrace)
	if ok && p.wordAt(p.pastNewLines()) == "if" {
		p.newLines()
	}
	start := p.mark()
	return p.orBad(start, p.bodyValue(f), quiet, atLine)
}

func (p *parser) bodyValue(f flags) Expr {
	switch {
	case p.kind == LBrace:
		return p.object(f)
	case p.kind == LSquare:
		return p.forExpr(f, true)
	case p.word() == "if":
		return p.ifExpr(f, 0)
	default:
		p.wanted("BCP118", "'{', '[' and a loop, or 'if'")
		return nil
	}
}

// if = "if" paren object .
//
// In a loop, inLoop is the set of ], at which the loop goes on.
func (p *parser) ifExpr(f flags, inLoop kindSet) Expr {
	x := &IfExpr{Range: Range{From: p.pos()}}
	p.expectKeyword("BCP012", "if")
	start := p.mark()
	x.Cond = p.orBad(start, p.paren(f&^nestedResources), false, inLoop|atLine|1<<LBrace)
	quiet := isBad(x.Cond) || p.toks[p.i-1].Kind != RParen
	start = p.mark()
	x.Body = p.orBad(start, p.object(f), quiet, inLoop|atLine)
	x.Range = p.since(x.From)
	return x
}

// for = "[" { newline } "for" vars "in" expr ":" expr { newline } "]" .
//
// The body of a resource or of a module may only be an object or an if.
func (p *parser) forExpr(f flags, declares bool) Expr {
	x := &ForExpr{Range: Range{From: p.pos()}}
	p.expect(LSquare)
	p.newLines()
	p.expectKeyword("BCP012", "for")
	if p.failing() {
		return x
	}
	sound := p.forVars(x)
	quiet := p.forIn(!sound)
	start := p.mark()
	x.List = p.orBad(start, p.expr(complexLiterals), quiet, atLine|1<<Colon|1<<RSquare)
	quiet, _ = p.expectUntil(Colon, nothing(x.List), atLine|1<<RSquare)
	start = p.mark()
	x.Body = p.orBad(start, p.forBody(f, declares), quiet, atLine|1<<RSquare)
	if !isBad(x.Body) {
		p.newLines()
	}
	p.expectUntil(RSquare, nothing(x.Body), atLine|1<<RSquare)
	x.Range = p.since(x.From)
	return x
}

func (p *parser) forIn(quiet bool) bool {
	start := p.mark()
	p.expectKeyword("BCP012", "in")
	return p.failing() && nothing(p.sync(start, quiet, atLine|1<<RSquare))
}

func (p *parser) forBody(f flags, declares bool) Expr {
	switch {
	case !declares:
		return p.expr(f | complexLiterals)
	case p.kind == LBrace:
		return p.object(f)
	case p.word() == "if":
		return p.ifExpr(f, 1<<RSquare)
	default:
		p.wanted("BCP167", "'{' or 'if'")
		return nil
	}
}

// vars = ident | "(" ident "," ident ")" .
//
// It returns whether there was no error.
func (p *parser) forVars(x *ForExpr) bool {
	x.Item = &Ident{Range: Range{p.pos(), p.pos()}}
	switch p.kind {
	case Identifier:
		x.Item = p.ident("BCP136", "the name of the item")
		return true
	case LParen:
		return p.forVarBlock(x)
	default:
		p.missing("BCP162", "the name of the item, or '(' and the names of the item and of the index")
		return false
	}
}

func (p *parser) forVarBlock(x *ForExpr) bool {
	from, faults := p.pos(), len(p.faults)
	list := p.parenList(0, false)
	names := p.localNames(list)
	if len(p.faults) > faults {
		return false
	}
	if len(list.items) != 2 {
		p.report(fault{code: "BCP249", from: from, to: p.since(from).To, msg: "found another number of names than two, wanted those of the item and of the index"})
		return false
	}
	x.Item, x.Index = names[0], names[1]
	return true
}
