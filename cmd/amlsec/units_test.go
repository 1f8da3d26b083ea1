package main

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

func TestInOrder(t *testing.T) {
	items := make([]int, 500)
	for i := range items {
		items[i] = i
	}
	var running, most atomic.Int64
	work := func(_ context.Context, i int) int {
		most.Store(max(most.Load(), running.Add(1)))
		defer running.Add(-1)
		if i%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i
	}
	var got []int
	err := inOrder(t.Context(), items, work, func(i int) error {
		got = append(got, i)
		return nil
	})
	if err != nil || !slices.Equal(got, items) {
		t.Errorf("got %v, %v", got, err)
	}
	if limit := int64(runtime.GOMAXPROCS(0) + 2); most.Load() > limit {
		t.Errorf("%d at once, want at most %d", most.Load(), limit)
	}
}

func TestInOrderEnds(t *testing.T) {
	stop := errors.New("stop")
	seen := 0
	err := inOrder(t.Context(), make([]int, 100), func(context.Context, int) int { return 0 }, func(int) error {
		if seen++; seen == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 3 {
		t.Errorf("got %v after %d", err, seen)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := inOrder(ctx, make([]int, 100), func(context.Context, int) int { return 0 }, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Nothing is still being written when a run is over: what is cut off in the
// middle would leave temporary files.
func TestInOrderWaits(t *testing.T) {
	stop := errors.New("stop")
	var running atomic.Int64
	work := func(ctx context.Context, i int) int {
		running.Add(1)
		defer running.Add(-1)
		if i > 0 {
			<-ctx.Done()
			time.Sleep(10 * time.Millisecond)
		}
		return i
	}
	err := inOrder(t.Context(), []int{0, 1, 2, 3}, work, func(int) error { return stop })
	if n := running.Load(); !errors.Is(err, stop) || n != 0 {
		t.Errorf("got %v with %d under way", err, n)
	}
}

// A signal ends a run that waits for standard input.
func TestInterrupt(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	var out, errs strings.Builder
	a := &app{in: r, out: &out, err: &errs, getenv: func(string) string { return "" }}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if code := a.run(ctx, []string{"gen", "-"}); code != exitFailure {
		t.Errorf("exit code %d", code)
	}
	if out.String() != "" || errs.String() != "error: interrupted\n" {
		t.Errorf("got %q and %q", out.String(), errs.String())
	}
}

// A panic is told as ours, with where to report it.
func TestPanic(t *testing.T) {
	var out, errs strings.Builder
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, getenv: func(name string) string {
		if name == "AZD_DEBUG" {
			panic("boom")
		}
		return ""
	}}
	if code := a.run(t.Context(), []string{"version"}); code != exitFailure {
		t.Errorf("exit code %d", code)
	}
	if got := errs.String(); !strings.HasPrefix(got, "error: internal error: boom\n") || !strings.Contains(got, issues) {
		t.Errorf("got %q", got)
	}
}

// Standard output that cannot be written to is a failure, not silence.
func TestFullDisk(t *testing.T) {
	var errs strings.Builder
	a := &app{in: strings.NewReader("apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"), out: full{}, err: &errs, getenv: func(string) string { return "" }}
	for _, args := range [][]string{{"gen", "-"}, {"schema"}, {"explain"}, {"version"}, {"version", "-o", "json"}, {"explain", "-o", "json"}} {
		if code := a.run(t.Context(), args); code != exitFailure {
			t.Errorf("%v: exit code %d", args, code)
		}
		a.in = strings.NewReader("")
		a.flags = globals{}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestDidYouMean(t *testing.T) {
	names := []string{"gen", "golden", "validate"}
	for word, want := range map[string]string{
		"gne": `did you mean "gen"?`, "GEN": `did you mean "gen"?`, "valdiate": `did you mean "validate"?`,
		"xyzzy": "", strings.Repeat("gen", 1000): "",
	} {
		if got := didYouMean(word, names); got != want {
			t.Errorf("%.10s: got %q, want %q", word, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"abcdefghij k", 4, []string{"abcd", "efgh", "ij k"}},
		{"名前名前", 5, []string{"名前", "名前"}},
	} {
		if got := wrap(tt.text, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("%q in %d: got %q", tt.text, tt.width, got)
		}
	}
}

func TestTableFits(t *testing.T) {
	tbl := newTable("T", "name", "#count", "text")
	tbl.add(plan.Origin{Why: "because it must be", From: "a.b"}, "a-long-name-of-a-resource", "1234", "some words that are many, so that the column is wide")
	for _, width := range []int{40, 60, 80} {
		for line := range strings.Lines(renderTables([]table{tbl}, width)) {
			if w := diag.Width(strings.TrimRight(line, "\n")); w > width {
				t.Errorf("%d columns, want %d: %q", w, width, line)
			}
		}
	}
}

// FuzzInitText: no answer can be more than the scalar that it is.
func FuzzInitText(f *testing.F) {
	for _, s := range []string{"fraud", "", "on", "1e5", `x", y: "`, "a: b", "#", "x\ny: z", "LOCATION", "\x00", "é", "\u2028", `\`, "- a", "~", "null", "0x1f", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ans := answers{name: s, location: "eastus2", cloud: "AzureCloud", profile: "production"}
		in, diags := intent.Parse("intent.yaml", []byte(ans.text()))
		if in != nil && in.Name.V != s {
			t.Errorf("%q became %q", s, in.Name.V)
		}
		for _, d := range diags {
			if d.Severity == diag.Error && d.Span.Start.Line != 4 && d.Code != "AML003" && d.Code != "AML004" {
				t.Errorf("%q: %s", s, diags.Err())
			}
		}
	})
}
