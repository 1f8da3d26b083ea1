package snapshot

import (
	"errors"
	"strings"
	"testing"
)

// TestLanguage demands that a language of someone else's has the functions that
// depend on their arguments, its own, and none of a deployment.
func TestLanguage(t *testing.T) {
	lang := NewLanguage(Function{Name: "twice", Min: 1, Max: 1}, Function{Name: "nothing", Max: 1})
	host := func(name string, args []Value) (Value, error) {
		if name == "nothing" {
			return nil, errors.New("there is nothing")
		}
		return NewArray(args[0], args[0]), nil
	}
	for _, tt := range []struct{ src, want, fails string }{
		{src: `"[concat('a', 'b')]"`, want: `"ab"`},
		{src: `"[length(twice('x'))]"`, want: `2`},
		{src: `{"a": ["[toUpper('x')]", 1], "b": "plain [x]"}`, want: `{"a":["X",1],"b":"plain [x]"}`},
		{src: `"[TWICE(1)[0]]"`, want: `1`},
		{src: `"[nothing()]"`, fails: "there is nothing"},
		{src: `"[twice()]"`, fails: "1 argument"},
		{src: `"[reference('x')]"`, fails: `no function "reference"`},
		{src: `"[if(true(), 1, listKeys('x', 'y'))]"`, fails: `no function "listKeys"`},
		{src: `"[resourceGroup().name]"`, fails: `no function "resourceGroup"`},
		{src: `"[contoso.f(1)]"`, fails: `no function "contoso.f"`},
		{src: `"[concat('a', ]"`, fails: "wanted a value"},
		{src: `{"copy": [{"name": "x", "count": 900, "input": 1}]}`, want: `{"x":`},
	} {
		tree, _, err := ReadTree([]byte(tt.src), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = lang.Compile(tree)
		var v Value
		if err == nil {
			v, err = lang.Evaluator(Limits{}, host).Eval(tree)
		}
		switch {
		case tt.fails != "":
			if err == nil || !strings.Contains(err.Error(), tt.fails) {
				t.Errorf("%s: %v, wanted %q", tt.src, err, tt.fails)
			}
		case err != nil:
			t.Errorf("%s: %v", tt.src, err)
		case !strings.HasPrefix(compactJSON(v), tt.want):
			t.Errorf("%s is %s, wanted %s", tt.src, compactJSON(v), tt.want)
		}
	}
}

// TestLanguageUnknown demands that what a function of the language needs and
// that is unknown makes its result unknown, without it being asked.
func TestLanguageUnknown(t *testing.T) {
	lang := NewLanguage(Function{Name: "open"}, Function{Name: "needs", Min: 1, Max: 1})
	host := func(name string, args []Value) (Value, error) {
		if name == "needs" {
			t.Error("needs is asked")
		}
		return NewUnknown(name, NewObject(Member{"known", String("yes")})), nil
	}
	for src, want := range map[string]string{
		`"[needs(open().other)]"`: "[needs(open().other)]",
		`"[open().known]"`:        `"yes"`,
	} {
		tree, _, _ := ReadTree([]byte(src), Limits{})
		if _, err := lang.Compile(tree); err != nil {
			t.Fatal(err)
		}
		if v, err := lang.Evaluator(Limits{}, host).Eval(tree); err != nil || Show(v) != want {
			t.Errorf("%s is %v, %v, wanted %s", src, Show(v), err, want)
		}
	}
}

// TestLanguageLimits demands that all evaluations of an evaluator share limits.
func TestLanguageLimits(t *testing.T) {
	lang := NewLanguage()
	tree, _, _ := ReadTree([]byte(`"[range(0, 900)]"`), Limits{})
	if _, err := lang.Compile(tree); err != nil {
		t.Fatal(err)
	}
	e := lang.Evaluator(Limits{Steps: 5000}, nil)
	for range 10_000 {
		if _, err := e.Eval(tree); err != nil {
			break
		}
	}
	if e.Broken() == nil || e.Spend(1) == nil {
		t.Error("no limit")
	}
}

// TestTree reads a text with places.
func TestTree(t *testing.T) {
	tree, _, err := ReadTree([]byte("{ // comment\n 'a': [1, {'B': 'x'}]}"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var last Tree
	for item := range tree.Get("a").Items() {
		last = item
	}
	if p := last.Get("b").Pos(); last.Get("b").Text() != "x" || p.Line != 2 || p.Col != 17 {
		t.Errorf("%q at %v", last.Get("b").Text(), p)
	}
	if gone := tree.Get("gone"); gone.IsValid() || gone.Len() != 0 || gone.Pos().IsValid() || gone.Plain() != (Null{}) {
		t.Error("there is a value")
	}
	escaped, _, _ := ReadTree([]byte(`{"a": ["[[concat('x')]", "[[x", 1]}`), Limits{})
	if got := compactJSON(escaped.Unescaped().Plain()); got != `{"a":["[concat('x')]","[[x",1]}` {
		t.Error(got)
	}
	if _, at, err := ReadTree([]byte("{\n\"a\" 1}"), Limits{}); err == nil || at.Line != 2 || at.Col != 5 {
		t.Errorf("%v at %v", err, at)
	}
	if _, _, err := ReadTree([]byte(strings.Repeat("[", 1000)), Limits{}); err == nil {
		t.Error("it nests deep")
	}
}

// TestAddDays holds dates to the calendar.
func TestAddDays(t *testing.T) {
	for _, tt := range []struct {
		date string
		days int64
		want string
	}{
		{"2024-02-28T01:02:03Z", 2, "2024-03-01T01:02:03.0000000Z"},
		{"2024-03-01T00:00:00.5Z", -1, "2024-02-29T00:00:00.5000000Z"},
		{"2024-01-01T00:00:00Z", 1 << 62, ""},
		{"soon", 1, ""},
	} {
		if got, err := AddDays(tt.date, tt.days); got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s and %d days is %q, %v", tt.date, tt.days, got, err)
		}
	}
	if c, ok := CompareDates("2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00Z"); c != 0 || !ok {
		t.Error(c, ok)
	}
}
