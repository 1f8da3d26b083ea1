package syntax

import (
	"reflect"
	"strings"
	"testing"
)

// optional are the fields that may be nil in a tree.
var optional = map[string]bool{
	"ParamDecl.Default": true, "VarDecl.Type": true, "ResourceType.Type": true,
	"ForExpr.Index": true, "CallExpr.X": true, "GenericType.X": true,
	"TypeProperty.Key": true, "ImportItem.As": true, "ImportDecl.Namespace": true,
	"ExtensionDecl.Alias": true, "ExtensionDecl.Config": true, "UsingDecl.Config": true,
}

// TestNil checks that no other field is nil, in whatever source.
func TestNil(t *testing.T) {
	seen := map[string]bool{}
	for name, src := range sources(t) {
		for i := 0; i <= len(src) && len(src) < 3000; i += 3 {
			f, _ := parseNamed(name, src[:i])
			InspectFile(f, func(n Node) bool {
				v := reflect.ValueOf(n).Elem()
				for i := range v.NumField() {
					field := v.Type().Name() + "." + v.Type().Field(i).Name
					k := v.Field(i).Kind()
					if (k == reflect.Interface || k == reflect.Pointer) && v.Field(i).IsNil() && !optional[field] && !seen[field] {
						seen[field] = true
						t.Errorf("%s is nil in %q", field, f.Text(n))
					}
				}
				return true
			})
		}
	}
}

// TestInspect checks that the walk reaches everything, in the order of the source.
func TestInspect(t *testing.T) {
	src := `@a(b)
param c d = e ? f : g
resource h 'i' = [for (j, k) in l: if (m) {
  n: '${o}p${q}'
  ...r
  s: [t, ...u, v => w, x(y, z)]
  a1: (b1.c1[d1]::e1!)
  resource f1 'g1' = {}
}]
type h1 = { i1: j1[], *: k1<l1>[m1] } | [n1?, (o1!), p1.q1, r1.*, s1[*]]
func t1(u1 v1) w1 => -x1 + y1
import { z1 as a2 } from 'b2'
import * as c2 from 'd2'
extension e2 with { f2: g2 } as h2
output i2 resource 'j2' = k2.?l2
`
	f, list := Parse("x.bicep", []byte(src))
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	var got []string
	InspectFile(f, func(n Node) bool {
		if id, ok := n.(*Ident); ok {
			got = append(got, id.Name)
		}
		return true
	})
	want := "a b c d e f g h j k l m n o q r s t u v w x y z a1 b1 c1 d1 e1 f1 h1 i1 j1 k1 l1 m1 n1 o1 p1 q1 r1 s1 t1 u1 v1 w1 x1 y1 z1 a2 c2 e2 f2 g2 h2 i2 k2 l2"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestUnpackBody(t *testing.T) {
	f, _ := Parse("x.bicep", []byte("resource a 'b' = [for c in d: if (e) { f: 1 }]\nmodule g 'h' = if (i) {}\n"))
	loop := UnpackBody(f.Stmts[0].(*ResourceDecl).Body)
	if loop.For == nil || loop.If == nil || loop.Object.Property("f") == nil || loop.Object.Property("F") != nil {
		t.Errorf("got %+v", loop)
	}
	cond := UnpackBody(f.Stmts[1].(*ModuleDecl).Body)
	if cond.For != nil || cond.If == nil || cond.Object == nil {
		t.Errorf("got %+v", cond)
	}
}

func TestStringValues(t *testing.T) {
	cases := []struct{ src, want string }{
		{`'a\'b\\c\n\t\r\$\${d}'`, "a'b\\c\n\t\r$${d}"},
		{`'\u{41}\u{1F600}'`, "A\U0001F600"},
		{`'\u{D83D}\u{DE00}\u{DE00}'`, "\U0001F600\ufffd"},
		{`''`, ""},
		{"'''a\\n'b'''", `a\n'b`},
		{"'''\r\na\n'''", "a\n"},
		{"'''''''", "'"},
		{`'x${y}z${'w'}'`, "x|z|"},
		{"$$'''${a}$${b}$$$${c}d'''", "${a}|$$|d"},
	}
	for _, c := range cases {
		f, _ := Parse("x.bicep", []byte("var v = "+c.src))
		s, ok := f.Stmts[0].(*VarDecl).Value.(*StringExpr)
		if !ok {
			t.Errorf("%s is no string", c.src)
			continue
		}
		if got := strings.Join(s.Segments, "|"); got != c.want || len(s.Segments) != len(s.Exprs)+1 {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
}

func TestPragmas(t *testing.T) {
	f, list := Parse("x.bicep", []byte("param a string\n  #disable-next-line BCP081 no-unused-vars // why\nvar b = 1\n#restore-diagnostics x\n"))
	if err := list.Err(); err != nil || len(f.Pragmas) != 2 {
		t.Fatal(err, f.Pragmas)
	}
	p := f.Pragmas[0]
	if p.Kind != DisableNextLine || p.Line != 2 || strings.Join(p.Names, " ") != "BCP081 no-unused-vars" || f.SpanOf(p.Codes[1].From, p.Codes[1].To).Start.Col != 29 {
		t.Errorf("got %+v", p)
	}
	if p := f.Pragmas[1]; p.Kind != RestoreDiagnostics || p.Line != 4 {
		t.Errorf("got %+v", p)
	}
}

func TestPlaces(t *testing.T) {
	f, _ := Parse("x.bicep", []byte("\uFEFF@secure()\nparam ä string\nparam b string = '${c}'\n"))
	b := f.Stmts[len(f.Stmts)-1].(*ParamDecl)
	if got := f.Span(b.Default).String(); got != "x.bicep:3:18" {
		t.Errorf("got %s", got)
	}
	if got := f.Text(b.Default.(*StringExpr).Exprs[0]); got != "c" {
		t.Errorf("got %q", got)
	}
	if f.Text(b) != "param b string = '${c}'" || b.Keyword != b.Pos() {
		t.Errorf("got %q", f.Text(b))
	}
}

func TestTooLarge(t *testing.T) {
	src := make([]byte, MaxSize+1)
	f, list := Parse("x.bicep", src)
	if len(list) != 1 || list[0].Code != "BCP184" {
		t.Errorf("got %v", list.Err())
	}
	if len(Print(f)) != len(src) {
		t.Error("a file that is too large is printed otherwise")
	}
}

// TestHostile checks that long runs of what nests or recovers neither overflow
// the stack nor take more than linear time.
func TestHostile(t *testing.T) {
	units := []string{
		"(", "[", "{a:", "[for x in ", "'${'", "'${a}", "a.", "a+", "!", "-", "a?", "a(", "a[", "x=>", "(x)=>",
		"\n", ",\n", "\n \n", "@a\n", "if(", "...", "$'''${", "'''", "/*", "//\n", "#disable-next-line x\n",
		"{\n", "a,", "|", "\n|", "{@a()\n", "func a(", "import {", "}", ")", "]", "a::", "\"", "é",
	}
	for _, before := range []string{"", "var x = ", "type x = ", "resource a 'x' = ", "var x = {\n", "func x("} {
		for _, unit := range units {
			f, _ := Parse("x.bicep", []byte(before+strings.Repeat(unit, 5000)))
			Print(f)
		}
	}
}
