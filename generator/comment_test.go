package generator

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/plan"
)

func TestOrigin(t *testing.T) {
	for _, test := range []struct{ why, from, want string }{
		{"keeps the logs", "workspace", "// Log: keeps the logs. Asked for by: workspace"},
		{"Ends with a stop.", "x", "// Log: Ends with a stop. Asked for by: x"},
		{"über alles", "x", "// Log: über alles. Asked for by: x"},
		{"", "network", "// Log. Asked for by: network"},
		{"holds everything", "", "// Log: holds everything. Asked for by: the intent"},
		{
			strings.Repeat("word ", 16), "inference.cluster",
			"// Log:" + strings.Repeat(" word", 16) + ".\n// Asked for by: inference.cluster",
		},
		{"breaks\nout\r\n\u2028here", "x\n", "// Log: breaks out here. Asked for by: x"},
	} {
		if got := origin("Log", plan.Origin{Why: test.why, From: test.from}); got != test.want {
			t.Errorf("origin of %q, %q:\n%s\nwant\n%s", test.why, test.from, got, test.want)
		}
	}
}

func TestDescription(t *testing.T) {
	long := strings.Repeat("word, ", 40)
	for _, test := range []struct{ in, want string }{
		{"nodes sign in", `'Nodes sign in.'`},
		{"it's", `'It\'s.'`},
		{long, `'W` + strings.Repeat("ord, w", 22) + `ord …'`},
		{strings.Repeat("x", 200), `'X` + strings.Repeat("x", 139) + `'`},
	} {
		if got := description(test.in); got != test.want {
			t.Errorf("description(%q) = %s, want %s", test.in, got, test.want)
		}
	}
}

// FuzzComment: whatever the texts, they stay inside their comments.
func FuzzComment(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, why, from string) {
		text := origin("Log", plan.Origin{Why: why, From: from}) + "\n"
		for _, tok := range syntax.Tokens([]byte(text)) {
			if tok.Kind != syntax.NewLine && tok.Kind != syntax.EOF {
				t.Fatalf("%q holds a token: %v", text, tok.Kind)
			}
		}
	})
}
