package arm

import (
	"strings"
	"testing"
)

func TestParseError(t *testing.T) {
	const policy = `{"error":{"code":"RequestDisallowedByPolicy","target":"st","message":"no","additionalInfo":[{"type":"PolicyViolation","info":{"policyAssignmentName":"deny"}}]}}`
	for _, tt := range []struct{ name, body, want string }{
		{"plain", `{"error":{"code":"A","message":"m","target":"t"}}`, `A|m|t|[]`},
		{"bare", `{"code":"A","message":"m"}`, `A|m||[]`},
		{"capitals", `{"Error":{"Code":"A","Message":"m"}}`, `A|m||[]`},
		{"a code that is a number", `{"error":{"code":404,"message":"m"}}`, `404|m||[]`},
		{"odata", `{"odata.error":{"code":"A","message":{"lang":"en","value":"m"}}}`, `A|m||[]`},
		{"details", `{"error":{"code":"A","message":"m","details":[{"code":"B","message":"n"},"text",null]}}`, `A|m||[B|n||[] |text||[]]`},
		{"details that are one object", `{"error":{"code":"A","details":{"code":"B","message":"n"}}}`, `A|||[B|n||[]]`},
		{"a message that is JSON", `{"error":{"code":"A","message":"{\"error\":{\"code\":\"B\",\"message\":\"n\"}}"}}`, `A|||[B|n||[]]`},
		{"the same code again", `{"code":"A","target":"t","message":"{\"code\":\"A\",\"message\":\"n\"}"}`, `A|n|t|[]`},
		{"text before JSON", `{"code":"A","message":"failed: {\"code\":\"B\",\"message\":\"n\"}"}`, `A|failed||[B|n||[]]`},
		{"JSON twice", `{"code":"A","message":"{\"code\":\"B\",\"message\":\"{\\\"code\\\":\\\"C\\\",\\\"message\\\":\\\"o\\\"}\"}"}`, `A|||[B|||[C|o||[]]]`},
		{"braces that are no JSON", `{"code":"A","message":"in {x}"}`, `A|in {x}||[]`},
		{"the error as text", `{"error":"{\"code\":\"A\",\"message\":\"m\"}"}`, `A|m||[]`},
		{"status", `{"status":"Failed","error":{"code":"A","message":"m"}}`, `A|m||[]`},
		{"policy", policy, `RequestDisallowedByPolicy|no|st|[]`},
		{"a page", `<html><body>502</body></html>`, `|the answer is a page, not an error of Azure Resource Manager||[]`},
		{"text", `  gone   away `, `|gone away||[]`},
		{"nothing", ``, `|||[]`},
		{"signed", `{"code":"A","message":"see https://x.blob/y?sv=1&sig=abc now"}`, `A|see https://x.blob/y?… now||[]`},
	} {
		if got := flat(ParseError([]byte(tt.body))); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if e := ParseError([]byte(policy)); len(e.Info) != 1 || e.Info[0].Type != "PolicyViolation" || !strings.Contains(string(e.Info[0].Info), "deny") {
		t.Errorf("got %s", compact(e))
	}
}

// flat is an error in a line.
func flat(e *Error) string {
	var details []string
	for _, d := range e.Details {
		details = append(details, flat(&d))
	}
	return e.Code + "|" + e.Message + "|" + e.Target + "|[" + strings.Join(details, " ") + "]"
}

func FuzzParseError(f *testing.F) {
	f.Add([]byte(`{"error":{"code":"A","message":"{\"code\":\"B\"}","details":[{"code":"C"}]}}`))
	f.Add([]byte(strings.Repeat(`{"error":`, 200)))
	f.Add([]byte(`{"message":"x: {\"message\":\"y eyJhbGciOiJIUzI1NiJ9.e30.abc\"}"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		e := ParseError(body)
		if e == nil {
			t.Fatal("no error")
		}
		if len(e.Message) > textLength+len("…") {
			t.Errorf("a message of %d bytes", len(e.Message))
		}
		if text := e.Error(); text == "" {
			t.Error("nothing is said")
		}
	})
}

func TestScrub(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"token eyJhbGciOiJub25lIn0.eyJhIjoxfQ.sig end", "token (token) end"},
		{"Authorization: Bearer abcdefgh.ijk end", "Authorization: Bearer (token) end"},
		{"GET https://host/path?api-version=1&sig=x: failed", "GET https://host/path?…"},
		{`{"url":"https://h/p?t=1&s=abc"}`, `{"url":"https://h/p?…"}`},
		{"grant_type=x&client_secret=abc&y=1", "grant_type=x&client_secret=…&y=1"},
		{"nothing to hide?", "nothing to hide?"},
	} {
		if got := Scrub(tt.in); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%q: got %q", tt.in, got)
		}
	}
}
