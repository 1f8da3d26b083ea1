package syntax

// file = { stmt newline | newline } .
func (p *parser) file() []Stmt {
	var list []Stmt
	for p.kind != EOF {
		if p.accept(NewLine) {
			continue
		}
		s, whole := p.topLevel()
		list = append(list, s)
		if whole {
			p.endOfLine()
		}
	}
	return list
}

// endOfLine moves past the new line that ends a statement or a decorator, and
// past whatever stands before it, which it reports.
func (p *parser) endOfLine() {
	if p.kind == EOF || p.accept(NewLine) {
		return
	}
	start := p.mark()
	p.wanted("BCP019", "a new line")
	p.sync(start, false, atLine)
	p.next()
}

// topLevel parses one statement. It returns whether it is a whole one, which a
// new line has to follow.
func (p *parser) topLevel() (s Stmt, whole bool) {
	start := p.mark()
	s = p.stmt("")
	if p.failing() {
		return &BadStmt{Head{Range: p.sync(start, false, atLine).Range}}, false
	}
	_, missing := s.(*MissingDecl)
	return s, !missing
}

// stmt = { decorator newline } declaration .
//
// If only is not empty, then no keyword but that one begins a declaration.
func (p *parser) stmt(only string) Stmt {
	h := Head{Range: Range{From: p.pos()}}
	h.Decorators = p.decorators()
	h.Keyword = p.pos()
	word := p.word()
	if only != "" && word != only {
		word = ""
	}
	s := p.declaration(word, h)
	if s == nil && len(h.Decorators) > 0 && !p.params {
		s = &MissingDecl{h}
	}
	if s == nil {
		p.unknownStmt()
		return nil
	}
	s.(interface{ head() *Head }).head().Range = p.since(h.From)
	return s
}

func (p *parser) unknownStmt() {
	if p.params {
		p.wanted("BCP337", "using, extends, param, var, type, import, extension or extensionConfig")
		return
	}
	p.wanted("BCP007", "a statement such as param, var, resource, module or output")
}

// declaration parses what follows the decorators, which word begins. It is nil
// if nothing that the word begins can stand in the file.
func (p *parser) declaration(word string, h Head) Stmt {
	if p.params {
		return p.paramsDeclaration(word, h)
	}
	switch word {
	case "targetScope":
		return p.targetScope(h)
	case "metadata":
		return p.metadata(h)
	case "type":
		return p.typeDecl(h)
	case "param":
		return p.param(h)
	case "var":
		return p.varDecl(h)
	case "func":
		return p.funcDecl(h)
	case "resource":
		return p.resource(h)
	case "output":
		return p.output(h)
	case "module":
		return p.module(h)
	case "test":
		return p.test(h)
	case "import":
		return p.importOrExtension(h)
	case "extension":
		return p.extension(h)
	case "assert":
		return p.assert(h)
	default:
		return nil
	}
}

// paramsDeclaration is declaration in a .bicepparam file.
func (p *parser) paramsDeclaration(word string, h Head) Stmt {
	switch word {
	case "using":
		return p.using(h)
	case "extends":
		return p.extends(h)
	case "param":
		return p.paramAssign(h)
	case "var":
		return p.varDecl(h)
	case "import":
		p.next()
		return p.imports(h)
	case "extensionConfig":
		return p.extensionConfig(h)
	case "extension":
		return p.extension(h)
	case "type":
		return p.typeDecl(h)
	default:
		return nil
	}
}

// targetScope = "targetScope" "=" expr .
func (p *parser) targetScope(h Head) Stmt {
	p.next()
	p.expectUntil(Assign, false, atLine)
	return &TargetScopeDecl{Head: h, Value: p.valueUntil(false, atLine)}
}

// metadata = "metadata" ident "=" expr .
func (p *parser) metadata(h Head) Stmt {
	p.next()
	d := &MetadataDecl{Head: h, Name: p.nameUntil("BCP266", "the name of the metadata", atValue)}
	d.Value = p.assign(nothing(d.Name))
	return d
}

// param = "param" ident declaredType [ "=" expr ] .
func (p *parser) param(h Head) Stmt {
	p.next()
	d := &ParamDecl{Head: h, Name: p.nameUntil("BCP013", "the name of the parameter", atName)}
	d.Type = p.typeUntil(nothing(d.Name), atValue|1<<LBrace)
	start := p.mark()
	switch p.kind {
	case NewLine, EOF:
	case Assign:
		p.next()
		d.Default = p.valueUntil(false, atLine)
	default:
		p.wanted("BCP008", "'=' and the default value, or a new line")
		d.Default = p.sync(start, nothing(d.Type), atLine)
	}
	return d
}

const atName = kindSet(1<<Identifier | 1<<NewLine)

// paramAssign = "param" ident "=" expr .
func (p *parser) paramAssign(h Head) Stmt {
	p.next()
	d := &ParamAssign{Head: h, Name: p.nameUntil("BCP013", "the name of the parameter", atName)}
	d.Value = p.assign(nothing(d.Name))
	return d
}

// varDecl = "var" ident [ declaredType ] "=" expr .
func (p *parser) varDecl(h Head) Stmt {
	p.next()
	d := &VarDecl{Head: h, Name: p.nameUntil("BCP015", "the name of the variable", atName)}
	quiet := nothing(d.Name)
	if p.kind != Assign && p.kind != NewLine && p.kind != EOF {
		d.Type = p.typeUntil(quiet, atValue)
		quiet = nothing(d.Type)
	}
	d.Value = p.assign(quiet)
	return d
}

// typeDecl = "type" ident "=" declaredType .
func (p *parser) typeDecl(h Head) Stmt {
	p.next()
	d := &TypeDecl{Head: h, Name: p.nameUntil("BCP325", "the name of the type", atValue)}
	quiet := nothing(d.Name)
	p.expectUntil(Assign, quiet, atLine)
	d.Type = p.typeUntil(quiet, atValue|1<<LBrace)
	return d
}

// output = "output" ident declaredType "=" expr .
func (p *parser) output(h Head) Stmt {
	p.next()
	d := &OutputDecl{Head: h, Name: p.nameUntil("BCP016", "the name of the output", atName)}
	start := p.mark()
	d.Type = p.declaredType(true)
	if p.failing() {
		d.Type = p.sync(start, nothing(d.Name), atValue)
	}
	d.Value = p.assign(nothing(d.Type))
	return d
}

// assert = "assert" ident "=" expr .
func (p *parser) assert(h Head) Stmt {
	p.next()
	d := &AssertDecl{Head: h, Name: p.nameUntil("BCP344", "the name of the assertion", atValue)}
	d.Value = p.assign(nothing(d.Name))
	return d
}

// decorators parses any decorators, and the new lines after each.
func (p *parser) decorators() []*Decorator {
	var list []*Decorator
	for p.kind == At {
		list = append(list, p.decorator())
		p.decoratorEnd()
	}
	return list
}

// decoratorEnd moves past the new lines after a decorator.
func (p *parser) decoratorEnd() {
	if p.kind != NewLine {
		start := p.mark()
		p.wanted("BCP019", "a new line")
		p.sync(start, false, atLine)
	}
	p.newLines()
}

// decorator = "@" ident [ args ] { "." ident [ args ] } .
func (p *parser) decorator() *Decorator {
	from := p.pos()
	p.next()
	start := p.mark()
	x := p.orBad(start, p.decoratorCall(), false, atLine)
	return &Decorator{Range: p.since(from), X: x}
}

func (p *parser) decoratorCall() Expr {
	from := p.pos()
	id := p.ident("BCP123", "the name of a decorator or of a namespace")
	var x Expr = id
	if p.kind == LParen {
		x = p.call(from, nil, id, complexLiterals)
	}
	for n := 0; p.accept(Dot); n++ {
		p.chain(n)
		id := p.memberName()
		if p.kind == LParen {
			x = p.call(from, x, id, complexLiterals)
			continue
		}
		x = &MemberExpr{Range: p.since(from), X: x, Name: id}
	}
	return x
}
