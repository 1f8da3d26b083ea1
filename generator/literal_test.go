package generator

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
)

func TestQuote(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", `''`},
		{"plain", `'plain'`},
		{"it's", `'it\'s'`},
		{`a\b`, `'a\\b'`},
		{"${x}", `'\${x}'`},
		{"$x", `'$x'`},
		{"$${x}", `'$\${x}'`},
		{"$", `'$'`},
		{"{}", `'{}'`},
		{"a\nb\r\tc", `'a\nb\r\tc'`},
		{"\x00\x7f\u0085", `'\u{0}\u{7f}\u{85}'`},
		{"\u2028\u2029\u00a0", `'\u{2028}\u{2029}\u{a0}'`},
		{"\u202eevil\u2066", `'\u{202e}evil\u{2066}'`},
		{"größe 漢字", `'größe 漢字'`},
		{"\xff", "'\ufffd'"},
		{"'''", `'\'\'\''`},
		{"// no comment", `'// no comment'`},
	} {
		if got := quote(test.in); got != test.want {
			t.Errorf("quote(%q) = %s, want %s", test.in, got, test.want)
		}
	}
}

func TestKeyOf(t *testing.T) {
	for in, want := range map[string]string{
		"env": "env", "_x1": "_x1", "cost-center": "'cost-center'", "1st": "'1st'", "": "''",
		"a b": "'a b'", "${x}": `'\${x}'`, "a\nb": `'a\nb'`, "größe": "'größe'", "null": "'null'", "true": "'true'", "nullable": "nullable",
	} {
		if got := keyOf(in); got != want {
			t.Errorf("keyOf(%q) = %s, want %s", in, got, want)
		}
	}
}

// FuzzStr: whatever the text, its literal is one token, and its value is the
// text.
func FuzzStr(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		literal := quote(s)
		toks := syntax.Tokens([]byte(literal))
		if len(toks) != 2 || toks[0].Kind != syntax.StringWhole || int(toks[0].End) != len(literal) {
			t.Fatalf("%s is %d tokens, want one string", literal, len(toks)-1)
		}
		file, diags := syntax.Parse("x.bicep", []byte("var x = "+literal+"\n"))
		if diags.HasErrors() {
			t.Fatalf("%s: %v", literal, diags.Err())
		}
		got, ok := syntax.LiteralString(file.Stmts[0].(*syntax.VarDecl).Value)
		if want := strings.ToValidUTF8(s, "\ufffd"); !ok || got != oneByOne(want, s) {
			t.Fatalf("the value of %s is %q, want %q", literal, got, want)
		}
	})
}

// oneByOne is valid unless s has bytes that are no UTF-8: then each of them
// stands as a character of its own.
func oneByOne(valid, s string) string {
	if valid == s {
		return valid
	}
	return string([]rune(s))
}

// hostile are texts that try to be more than text.
func hostile() []string {
	return []string{
		"", "'", "''", "'''", `\`, `\'`, `\\'`, "${", "${resourceGroup().id}", "$${x}", `\${x}`, "}", "{", "\n", "\r\n",
		"'\nparam injected string = 'x", "' // ", "*/", "/*", "//", "\n//\n", "#disable-next-line BCP037\n",
		"\u2028param x string", "\u0085", "\x00", "\u202e", "\ufeff", "\xff\xfe", "a' ? 'b' : 'c", "@secure()", "{{.}}", "{{define \"x\"}}",
		"${{ x }}", "%s%d", "null", "true", "text with ünïcödé",
	}
}
