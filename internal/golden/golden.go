// Package golden holds what tests of several packages need to compare a result
// with a file of the repository.
package golden

import (
	"os"
	"testing"
)

// File is what the file name holds. With AMLSEC_UPDATE=1 it is written first,
// with got, so that the caller's comparison then holds; a test that cannot read
// or write it ends.
func File(t testing.TB, name string, got []byte) []byte {
	t.Helper()
	if os.Getenv("AMLSEC_UPDATE") == "1" {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return want
}
