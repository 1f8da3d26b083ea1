package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// TestInTurn: a call that panics fails alone, and gives its slot back; one that
// is called off while it waits is never begun.
func TestInTurn(t *testing.T) {
	slots := make(chan struct{}, 1)
	_, err := inTurn(t.Context(), slots, func() (int, error) { panic("oh") })
	if err == nil || asError(err).Code != CodeFailure || !strings.Contains(err.Error(), "oh") {
		t.Errorf("got %v", err)
	}
	if n, err := inTurn(t.Context(), slots, func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := inTurn(ctx, slots, func() (int, error) { t.Error("it was begun"); return 0, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzDecode: whatever stands for arguments, they are read as they are meant or
// refused with the code for that.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{``, `{}`, `{"intent":"a: b"}`, `{"intent":1}`, `{"file":"a","format":"arm","azd":true}`, `{"intnt":""}`, `[]`, `null`, `{"intent":"\ud800"} {}`, `{"azd":`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got Generate
		if err := decode(json.RawMessage(s), &got); err != nil {
			if e := asError(err); e.Code != CodeArguments || e.Hint == "" {
				t.Errorf("%q: got %+v", s, e)
			}
			return
		}
		var keys map[string]json.RawMessage
		if s != "" && json.Unmarshal([]byte(s), &keys) != nil {
			t.Errorf("%q: taken for %+v", s, got)
		}
		for key := range keys {
			if !strings.Contains(" intent file format azd ", " "+strings.ToLower(key)+" ") && !strings.ContainsRune(key, 'ſ') && !strings.ContainsRune(key, 'K') {
				t.Errorf("%q: %q was passed over", s, key)
			}
		}
	})
}
