package main

import (
	"strings"
	"testing"
)

// TestGolden compares testdata/golden with what its intents give;
// AMLSEC_UPDATE=1 writes it.
func TestGolden(t *testing.T) {
	verb := "check"
	if update() {
		verb = "update"
	}
	var out, errs strings.Builder
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, getenv: func(string) string { return "" }}
	if code := a.run(t.Context(), []string{"golden", verb, "../../testdata/golden"}); code != exitClean {
		t.Errorf("exit code %d; AMLSEC_UPDATE=1 go test ./cmd/amlsec writes what is given now\n%s%s", code, clip(out.String()), errs.String())
	}
}

// clip is the beginning of a text that is long.
func clip(s string) string {
	const most = 4000
	if len(s) <= most {
		return s
	}
	return s[:most] + "\n…\n"
}
