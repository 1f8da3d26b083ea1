package intent

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/amlsec/amlsec/diag"
)

// TestRead shows what keeps a file from being read: one diagnostic each.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, test := range []struct{ name, path, code, msg string }{
		{"missing", filepath.Join(dir, "none.yaml"), "AML001", "it does not exist"},
		{"directory", dir, "AML001", "it is a directory"},
		{"no directory", filepath.Join(file("plain", 1), "x.yaml"), "AML001", "cannot read"},
		{"no name", "", "AML001", "it does not exist"},
		{"too large", file("large", MaxSize+1), "AML002", "larger than 1048576 bytes"},
		{"just right", file("right", MaxSize), "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			src, list := ReadFile(test.path)
			if test.code == "" {
				if len(src) != MaxSize || list != nil {
					t.Errorf("%d bytes, %v", len(src), list)
				}
				return
			}
			checkRead(t, list, test.code, test.msg)
			if list[0].Span.File != test.path || list[0].Span.IsValid() {
				t.Errorf("at %v", list[0].Span)
			}
		})
	}
}

// TestReadPermission needs a system and a user for whom permissions count.
func TestReadPermission(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(path, []byte(minimal), 0o000); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("permissions do not count here")
	}
	_, list := ReadFile(path)
	checkRead(t, list, "AML001", "permission denied")
}

func TestReadBroken(t *testing.T) {
	_, list := Read("-", iotest.ErrReader(errors.New("broken pipe")))
	checkRead(t, list, "AML001", "broken pipe")
}

// TestReadMark shows that columns count from the first character of text.
func TestReadMark(t *testing.T) {
	src, list := Read("-", strings.NewReader(byteOrderMark+minimal))
	if string(src) != minimal || list != nil {
		t.Errorf("%q, %v", src, list)
	}
}

// TestParseLarge shows that Parse has the same limit.
func TestParseLarge(t *testing.T) {
	_, list := Parse("-", []byte(strings.Repeat("#\n", MaxSize/2+1)))
	checkRead(t, list, "AML002", "larger than")
}

func checkRead(t *testing.T, list diag.List, code, msg string) {
	t.Helper()
	if len(list) != 1 || list[0].Code != code || list[0].Severity != diag.Error || !strings.Contains(list[0].Msg, msg) {
		t.Fatalf("got %v, want %s with %q", list, code, msg)
	}
	checkWording(t, list[0])
}
