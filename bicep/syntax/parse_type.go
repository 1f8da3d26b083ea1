package syntax

// declaredType = "resource" [ string ] | type .
//
// Only an output may lack the string, which bare says.
func (p *parser) declaredType(bare bool) TypeExpr {
	if p.word() != "resource" || p.peek(1) == Less {
		return p.typeExpr()
	}
	x := &ResourceType{Range: Range{From: p.pos()}}
	p.next()
	if !bare || p.kind == StringWhole || p.kind == StringLeft {
		x.Type = p.stringUntil("BCP068", "the type of a resource, as in 'Microsoft.Storage/storageAccounts@2023-01-01'", false, atValue)
	}
	x.Range = p.since(x.From)
	return x
}

// type = [ { newline } "|" ] suffixed { [ newline ] "|" suffixed } .
func (p *parser) typeExpr() TypeExpr {
	p.enter()
	defer p.leave()
	from := p.pos()
	led := p.pipeAhead()
	if led {
		p.newLines()
		p.next()
	}
	first := p.suffixedType()
	if !led && !p.pipeAhead() {
		return first
	}
	x := &UnionType{Members: []TypeExpr{first}}
	for p.pipeAhead() {
		p.newLines()
		p.next()
		x.Members = append(x.Members, p.unionMember())
	}
	x.Range = p.since(from)
	return x
}

// pipeAhead is whether a member of a union follows, here or on the next line.
func (p *parser) pipeAhead() bool {
	return p.kind == Pipe || p.kind == NewLine && p.peek(1) == Pipe
}

func (p *parser) unionMember() TypeExpr {
	if p.kind == NewLine {
		p.missing("BCP300", "a type")
		return &Bad{Range{p.pos(), p.pos()}}
	}
	start := p.mark()
	t := p.suffixedType()
	if p.failing() {
		return p.sync(start, false, atLine)
	}
	return t
}

// suffixed = signed { "?" | "!" } .
func (p *parser) suffixedType() TypeExpr {
	from := p.pos()
	t := p.signedType()
	for n := 0; ; n++ {
		p.chain(n)
		switch {
		case p.accept(Question):
			t = &NullableType{p.since(from), t}
		case p.accept(Not):
			t = &NonNullType{p.since(from), t}
		default:
			return t
		}
	}
}

// signed = [ "-" | "!" ] memberType .
func (p *parser) signedType() TypeExpr {
	if p.kind != Not && p.kind != Minus {
		return p.memberType()
	}
	x := &UnaryType{Range: Range{From: p.pos()}, Op: p.kind}
	p.next()
	start := p.mark()
	x.X = p.memberType()
	if p.failing() {
		x.X = p.sync(start, false, atExpr)
	}
	x.Range = p.since(x.From)
	return x
}

// memberType = primaryType { "[" [ "*" | expr ] "]" | "." ( "*" | ident [ typeArgs ] ) } .
func (p *parser) memberType() TypeExpr {
	from := p.pos()
	t := p.primaryType()
	for n := 0; ; n++ {
		p.chain(n)
		switch p.kind {
		case LSquare:
			t = p.bracketType(from, t)
		case Dot:
			t = p.dotType(from, t)
		default:
			return t
		}
	}
}

func (p *parser) bracketType(from Pos, base TypeExpr) TypeExpr {
	p.next()
	switch {
	case p.accept(RSquare):
		return &ArrayType{p.since(from), base}
	case p.accept(Asterisk):
		p.expect(RSquare)
		return &ItemsType{p.since(from), base}
	default:
		index := p.expr(0)
		p.expect(RSquare)
		return &IndexType{p.since(from), base, index}
	}
}

func (p *parser) dotType(from Pos, base TypeExpr) TypeExpr {
	p.next()
	if p.accept(Asterisk) {
		return &RestType{p.since(from), base}
	}
	id := p.memberName()
	if p.kind == Less {
		return p.genericType(from, base, id)
	}
	return &MemberType{p.since(from), base, id}
}

// typeArgs = "<" [ type { "," type } ] ">" .
func (p *parser) genericType(from Pos, base TypeExpr, name *Ident) TypeExpr {
	x := &GenericType{X: base, Name: name}
	p.next()
	p.arguments(Greater, func() {
		start := p.mark()
		t := p.typeExpr()
		if p.failing() {
			t = p.sync(start, false, atLine|1<<Comma|1<<Greater)
		}
		x.Args = append(x.Args, t)
	})
	if p.kind != Greater {
		p.missing("BCP018", "'>'")
	}
	p.accept(Greater)
	x.Range = p.since(from)
	return x
}

// primaryType = literal | string | objectType | tupleType | "(" type ")" | ident [ typeArgs ] .
func (p *parser) primaryType() TypeExpr {
	from := p.pos()
	switch p.kind {
	case Integer, Null, True, False:
		return p.literal()
	case StringWhole, StringLeft:
		t, _ := p.str().(TypeExpr)
		return t
	case LBrace:
		return p.objectType()
	case LSquare:
		return p.tupleType()
	case LParen:
		list := p.parenthesized(false, func() Node { return p.typeExpr() })
		r := p.since(from)
		t, _ := p.only(list).(TypeExpr)
		return &ParenType{r, t}
	case Identifier:
		id := p.ident("", "")
		if p.kind == Less {
			return p.genericType(from, nil, id)
		}
		return id
	default:
		p.wanted("BCP279", "a type")
		return nil
	}
}

// objectType = "{" [ typeProperty { sep typeProperty } ] "}" .
func (p *parser) objectType() TypeExpr {
	x := &ObjectType{Range: Range{From: p.pos()}}
	p.next()
	p.elements(RBrace, func() { x.Properties = append(x.Properties, p.typeProperty()) })
	p.expect(RBrace)
	x.Range = p.since(x.From)
	return x
}

// typeProperty = { decorator newline } ( ident | string | "*" ) ":" type .
func (p *parser) typeProperty() *TypeProperty {
	x := &TypeProperty{Range: Range{From: p.pos()}}
	x.Decorators = p.decorators()
	start, quiet := p.mark(), false
	if !p.accept(Asterisk) {
		x.Key = p.orBad(start, p.key("BCP317", "the name of a property, or '*'"), false, atProperty|1<<Colon)
		quiet = nothing(x.Key)
	}
	quiet, _ = p.expectUntil(Colon, quiet, atProperty)
	start = p.mark()
	x.Type = p.typeExpr()
	if p.failing() {
		x.Type = p.sync(start, quiet, atProperty)
	}
	x.Range = p.since(x.From)
	return x
}

// tupleType = "[" [ tupleItem { sep tupleItem } ] "]" .
func (p *parser) tupleType() TypeExpr {
	x := &TupleType{Range: Range{From: p.pos()}}
	p.next()
	p.elements(RSquare, func() { x.Items = append(x.Items, p.tupleItem()) })
	p.expect(RSquare)
	x.Range = p.since(x.From)
	return x
}

// tupleItem = { decorator newline } type .
func (p *parser) tupleItem() *TupleItem {
	start := p.mark()
	x := &TupleItem{Range: Range{From: p.pos()}}
	x.Decorators = p.decorators()
	x.Type = p.typeExpr()
	if p.failing() {
		x.Type = p.sync(start, false, atLine|1<<RSquare)
	}
	x.Range = p.since(x.From)
	return x
}

// funcDecl = "func" ident "(" [ funcParam { "," funcParam } ] ")" declaredType "=>" { newline } expr .
func (p *parser) funcDecl(h Head) Stmt {
	p.next()
	d := &FuncDecl{Head: h, Name: p.nameUntil("BCP015", "the name of the function", atValue)}
	start := p.mark()
	p.signature(d)
	if p.failing() {
		d.Body = p.sync(start, nothing(d.Name), atLine)
		d.Result = &Bad{Range{d.Body.Pos(), d.Body.Pos()}}
	}
	return d
}

// signature parses a function from its parameters on.
func (p *parser) signature(d *FuncDecl) {
	list := p.parenthesized(true, func() Node { return p.funcParam() })
	for _, n := range list.items {
		if fp, ok := n.(*FuncParam); ok {
			d.Params = append(d.Params, fp)
		}
	}
	if p.failing() {
		return
	}
	d.Result = p.typeUntil(false, atLine|1<<RParen)
	start := p.mark()
	p.expect(Arrow)
	if p.failing() {
		p.sync(start, false, atLine|1<<RParen)
		d.Body = p.valueUntil(false, atLine|1<<RParen)
		return
	}
	d.Body = p.arrowBody()
}

// funcParam = ident declaredType .
func (p *parser) funcParam() *FuncParam {
	x := &FuncParam{Range: Range{From: p.pos()}}
	if p.kind == Identifier {
		x.Name = p.ident("", "")
	} else {
		p.missing("BCP015", "the name of a parameter")
		x.Name = &Ident{Range: Range{p.pos(), p.pos()}}
	}
	x.Type = p.typeUntil(false, atArg)
	x.Range = p.since(x.From)
	return x
}
