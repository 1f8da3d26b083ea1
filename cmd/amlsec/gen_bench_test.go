package main

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkGen is a run of gen on the smallest and the largest intent, without
// and with the audit of what it writes.
func BenchmarkGen(b *testing.B) {
	for _, intent := range []string{"minimal", "full"} {
		for _, flag := range []string{"--audit=false", "--audit"} {
			b.Run(intent+"/"+strings.TrimPrefix(flag, "--"), func(b *testing.B) {
				for b.Loop() {
					a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, getenv: func(string) string { return "" }}
					if code := a.run(b.Context(), []string{"gen", flag, "../../testdata/golden/" + intent + "/intent.yaml"}); code != exitClean {
						b.Fatal(code)
					}
				}
			})
		}
	}
}
