package arm

import (
	"encoding/base64"
	"testing"
)

func TestObjectID(t *testing.T) {
	token := func(payload string) string {
		return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2ln"
	}
	const id = "0a1b2c3d-0000-4000-8000-0123456789ab"
	for _, tt := range []struct{ token, want string }{
		{token(`{"oid":"` + id + `","sub":"x"}`), id},
		{token(`{"sub":"x"}`), ""},
		{token(`{"oid":"') or 1 eq 1"}`), ""},
		{token(`{"oid":7}`), ""},
		{token(`no json`), ""},
		{"opaque", ""},
		{"a.b.c", ""},
		{"", ""},
	} {
		if got := objectID(tt.token); got != tt.want {
			t.Errorf("objectID(%q) = %q, want %q", tt.token, got, tt.want)
		}
	}
}

func FuzzObjectID(f *testing.F) {
	f.Add("e30.eyJvaWQiOiIwYTFiMmMzZC0wMDAwLTQwMDAtODAwMC0wMTIzNDU2Nzg5YWIifQ.c2ln")
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, token string) {
		if id := objectID(token); id != "" && !guid().MatchString(id) {
			t.Errorf("objectID(%q) = %q", token, id)
		}
	})
}
