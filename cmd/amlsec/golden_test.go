package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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

// TestGoldenIsAccepted demands that the audit of every case finds nothing that
// breaks a required or recommended control but what the intent accepts.
func TestGoldenIsAccepted(t *testing.T) {
	cases, err := casesIn("../../testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	audited := 0
	for _, dir := range cases {
		found, err := os.ReadFile(filepath.Join(dir, caseAudit))
		if errors.Is(err, fs.ErrNotExist) {
			if _, err := os.Stat(filepath.Join(dir, caseStderr)); err != nil {
				t.Errorf("%s was not audited: %v", dir, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		audited++
		for line := range strings.Lines(string(found)) {
			if _, how, _ := strings.Cut(line, " "); strings.HasPrefix(how, "error:") || strings.HasPrefix(how, "warning:") {
				t.Errorf("%s does not accept: %s", dir, line)
			}
		}
	}
	if audited < 20 {
		t.Errorf("%d cases are audited", audited)
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
