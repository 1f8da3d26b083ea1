package syntax

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParse: no bytes make the parser or the printer panic or hang, and the
// properties of checkTree hold.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"*.bicep", "*.bicepparam"} {
		paths, _ := filepath.Glob(filepath.Join("..", "testdata", pattern))
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src, strings.HasSuffix(path, "param"))
		}
	}
	f.Add([]byte("var t = $'''${3'${}'\n"), false)
	f.Add([]byte(strings.Repeat("(", 400)), false)
	f.Add([]byte("var x = "+strings.Repeat("[", 400)+"\n"), false)
	f.Add([]byte("var x = "+strings.Repeat("{a:", 400)+"\n"), false)
	f.Add([]byte("type x = "+strings.Repeat("{a:[", 400)), false)
	f.Add([]byte("var x = '"+strings.Repeat("${'", 400)), false)
	f.Add([]byte("var x = a"+strings.Repeat(".a", 1200)), false)
	f.Add([]byte("var x = a"+strings.Repeat(" + a", 1200)), false)
	f.Fuzz(func(t *testing.T, src []byte, params bool) {
		checkTree(t, src, params)
	})
}

// checkTree parses and prints src and checks what must hold of any source.
func checkTree(t *testing.T, src []byte, params bool) {
	t.Helper()
	file, list := parse("x.bicep", src, params)
	checkRanges(t, file)
	once := Print(file)
	if list.HasErrors() {
		return
	}
	again, list := parse("x.bicep", once, params)
	if err := list.Err(); err != nil {
		t.Fatalf("printed with errors: %v\nsource:\n%s\nprinted:\n%s", err, src, once)
	}
	if twice := Print(again); !bytes.Equal(once, twice) {
		t.Fatalf("printed differently the second time\nsource:\n%s\nfirst:\n%s\nsecond:\n%s", src, once, twice)
	}
	want, got := essence(file), essence(again)
	if want != got {
		t.Fatalf("printing changed the tokens\nsource:\n%s\nprinted:\n%s\nwant %q\ngot  %q", src, once, want, got)
	}
}

// essence is the text of all tokens but those that only separate, and of all
// comments.
func essence(f *File) string {
	var b strings.Builder
	l := &layout{f: f}
	for i, t := range f.toks {
		if t.trivia {
			for _, c := range l.gap(i) {
				b.WriteString(c.text + "\n")
			}
		}
		switch t.Kind {
		case NewLine, Comma, Pipe, EOF:
		default:
			b.WriteString(unixLines(f.text[t.Start:t.End]) + " ")
		}
	}
	return b.String()
}

// checkRanges checks that every node lies within its parent and in the source;
// one that stands for something absent may lie after the white space behind it.
func checkRanges(t *testing.T, f *File) {
	t.Helper()
	end := Pos(0)
	for _, s := range f.Stmts {
		if s.Pos() < end {
			t.Fatalf("statement at %d begins before %d\n%s", s.Pos(), end, f.text)
		}
		end = s.End()
		inside(t, f, s)
	}
	if int(end) > len(f.text) {
		t.Fatalf("statement ends at %d of %d", end, len(f.text))
	}
}

func inside(t *testing.T, f *File, n Node) {
	t.Helper()
	if n.Pos() > n.End() {
		t.Fatalf("%T from %d to %d\n%s", n, n.Pos(), n.End(), f.text)
	}
	EachChild(n, func(c Node) {
		if c.Pos() != c.End() && (c.Pos() < n.Pos() || c.End() > n.End()) {
			t.Fatalf("%T from %d to %d in %T from %d to %d\n%s", c, c.Pos(), c.End(), n, n.Pos(), n.End(), f.text)
		}
		inside(t, f, c)
	})
}
