package syntax

// importOrExtension parses an import; one of a string is an extension as it was
// written before it had a keyword.
func (p *parser) importOrExtension(h Head) Stmt {
	if k := p.peek(1); k == StringWhole || k == StringLeft {
		return p.extension(h)
	}
	p.next()
	return p.imports(h)
}

// imports = "import" ( "{" [ importItem { sep importItem } ] "}" | "*" "as" ident ) "from" string .
func (p *parser) imports(h Head) Stmt {
	d := &ImportDecl{Head: h}
	switch p.kind {
	case EOF, NewLine, Identifier:
		p.missing("BCP354", "'{' and the symbols to import, or '*'")
	case LBrace:
		d.Items = p.importItems()
	case Asterisk:
		d.Namespace = p.importAll()
	default:
		p.report(fault{code: "BCP354", from: p.pos(), to: p.toks[p.i].End, msg: "found " + p.found() + ", wanted '{' and the symbols to import, or '*'"})
		p.next()
	}
	if p.failing() {
		return d
	}
	start := p.mark()
	p.expectKeyword("BCP012", "from")
	if p.failing() {
		d.Path = p.sync(start, false, atLine)
		return d
	}
	d.Path = p.stringUntil("BCP097", "the path of the file to import from", false, atLine)
	return d
}

func (p *parser) importAll() *Ident {
	start := p.mark()
	p.next()
	p.expectKeyword("BCP012", "as")
	id := p.ident("BCP356", "the name of the namespace")
	if p.failing() {
		return &Ident{Range: p.sync(start, false, atLine).Range}
	}
	return id
}

func (p *parser) importItems() []*ImportItem {
	var list []*ImportItem
	p.next()
	p.elements(RBrace, func() { list = append(list, p.importItem()) })
	p.expect(RBrace)
	return list
}

// importItem = ( ident | string ) [ "as" ident ] .
func (p *parser) importItem() *ImportItem {
	start := p.mark()
	it := &ImportItem{Range: Range{From: p.pos()}}
	it.Symbol = p.importSymbol()
	if p.keyword("as") {
		it.As = p.nameUntil("BCP325", "the name of the symbol", atLine|1<<Comma)
	} else if _, ok := it.Symbol.(*StringExpr); ok {
		p.report(fault{code: "BCP375", from: it.From, to: p.since(it.From).To, msg: "found a symbol whose name is no identifier, wanted 'as' and a name for it"})
	}
	it.Range = p.since(it.From)
	if p.i == start.i {
		it.To = it.From
	}
	return it
}

func (p *parser) importSymbol() Expr {
	from := p.pos()
	switch p.kind {
	case Identifier:
		return p.ident("BCP355", "")
	case StringWhole:
		return p.str()
	case StringLeft:
		s := p.str()
		p.report(fault{code: "BCP032", from: s.Pos(), to: s.End(), msg: "found a string with holes, wanted the name of a symbol"})
		return &Bad{p.since(from)}
	default:
		p.report(fault{code: "BCP355", from: from, to: p.toks[p.i].End, msg: "found " + p.found() + ", wanted the name of an exported symbol"})
		p.next()
		return &Bad{p.since(from)}
	}
}

// extension = ( "extension" ( ident | string ) | "import" string ) [ with ] [ "as" ident ] .
func (p *parser) extension(h Head) Stmt {
	p.next()
	d := &ExtensionDecl{Head: h}
	if p.kind == Identifier {
		d.Spec = p.ident("BCP201", "")
	} else {
		d.Spec = p.stringUntil("BCP201", "the name or the address of an extension", false, atLine)
	}
	quiet := nothing(d.Spec)
	if p.kind != EOF && p.kind != NewLine && p.word() != "as" {
		d.Config = p.with("BCP305", "'with', 'as' or a new line", quiet)
		quiet = nothing(d.Config)
	}
	if p.kind != EOF && p.kind != NewLine {
		d.Alias = p.extensionAlias(quiet)
	}
	return d
}

func (p *parser) extensionAlias(quiet bool) *Ident {
	start := p.mark()
	if !p.keyword("as") {
		p.wanted("BCP305", "'with', 'as' or a new line")
		return &Ident{Range: p.sync(start, quiet, atLine).Range}
	}
	return p.nameUntil("BCP202", "the name of the extension", atLine)
}

// with = "with" object .
func (p *parser) with(code, what string, quiet bool) Expr {
	start := p.mark()
	if !p.keyword("with") {
		p.wanted(code, what)
		return p.sync(start, quiet, atLine)
	}
	start = p.mark()
	return p.orBad(start, p.object(complexLiterals), false, atLine)
}

// extensionConfig = "extensionConfig" ident with .
func (p *parser) extensionConfig(h Head) Stmt {
	p.next()
	d := &ExtensionConfigDecl{Head: h, Name: p.nameUntil("BCP202", "the name of the extension", atName)}
	d.Config = p.with("BCP012", "the word 'with'", nothing(d.Name))
	return d
}

// using = "using" ( string | "none" ) [ with ] .
func (p *parser) using(h Head) Stmt {
	p.next()
	d := &UsingDecl{Head: h}
	from := p.pos()
	switch p.kind {
	case Identifier:
		p.expectKeyword("BCP012", "none")
		d.Path = &NoneExpr{p.since(from)}
	case StringWhole:
		d.Path = p.stringOr("BCP257", "the path of a file")
	default:
		p.missing("BCP354", "the path of a file, or 'none'")
		d.Path = &Bad{Range{from, from}}
	}
	if !p.failing() && p.kind != EOF && p.kind != NewLine {
		d.Config = p.with("BCP436", "'with' or a new line", nothing(d.Path))
	}
	return d
}

// extends = "extends" string .
func (p *parser) extends(h Head) Stmt {
	p.next()
	return &ExtendsDecl{Head: h, Path: p.stringUntil("BCP404", "the path of the file to extend", false, atLine)}
}
