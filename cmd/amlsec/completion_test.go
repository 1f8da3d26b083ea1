package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/amlsec/amlsec/internal/golden"
)

// TestCompletion compares what a shell is offered after each command and after
// each flag with testdata/completion.txt. Of a long list it holds the first few.
func TestCompletion(t *testing.T) {
	const file = "testdata/completion.txt"
	var b strings.Builder
	for _, cmd := range allCommands() {
		offered(t, &b, append(callOf(cmd), "")...)
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && f.Value.Type() != "bool" && isOwn(cmd) {
				offered(t, &b, append(callOf(cmd), "--"+f.Name, "")...)
			}
		})
	}
	if want := golden.File(t, file, []byte(b.String())); b.String() != string(want) {
		t.Errorf("a shell is not offered what %s has; AMLSEC_UPDATE=1 rewrites it. Now:\n%s", file, b.String())
	}
}

// offered writes what is offered for the last word of a command line.
func offered(t *testing.T, b *strings.Builder, line ...string) {
	t.Helper()
	const few = 5
	out, _, code := runLine(t, append([]string{"__complete"}, line...)...)
	if code != exitClean {
		t.Errorf("%q: exit code %d", line, code)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	candidates, directive := lines[:len(lines)-1], lines[len(lines)-1]
	fmt.Fprintf(b, "$ amlsec %s<TAB>   %s\n", strings.Join(line, " "), meaning(t, directive))
	for i, c := range candidates {
		if i == few && len(line) > 1 {
			b.WriteString("    …\n")
			break
		}
		fmt.Fprintf(b, "    %s\n", strings.ReplaceAll(c, "\t", "   "))
	}
}

// meaning is the last line of what __complete prints, in words.
func meaning(t *testing.T, directive string) string {
	t.Helper()
	for d, text := range map[cobra.ShellCompDirective]string{
		cobra.ShellCompDirectiveDefault: "files", cobra.ShellCompDirectiveNoFileComp: "words",
		cobra.ShellCompDirectiveFilterFileExt: "files that end in", cobra.ShellCompDirectiveFilterDirs: "directories",
	} {
		if directive == fmt.Sprintf(":%d", d) {
			return text
		}
	}
	t.Errorf("unknown directive %q", directive)
	return directive
}

// TestCompletesFlags demands that the flags of a command are offered, and those
// alone that its help shows.
func TestCompletesFlags(t *testing.T) {
	for _, cmd := range allCommands() {
		out, _, _ := runLine(t, append(append([]string{"__complete"}, callOf(cmd)...), "--")...)
		cmd.InheritedFlags() // adds the flags of its parents to its own
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if offered := strings.Contains(out, "--"+f.Name+"\t"); offered == f.Hidden {
				t.Errorf("%s --%s: offered %t, hidden %t", cmd.CommandPath(), f.Name, offered, f.Hidden)
			}
		})
	}
}

// TestCompletesCodes demands that every code is offered, with what it is about.
func TestCompletesCodes(t *testing.T) {
	out, _, _ := runLine(t, "__complete", "explain", "")
	for _, r := range rules() {
		if !strings.Contains(out, r.Code+"\t") {
			t.Errorf("%s is not offered", r.Code)
		}
	}
	if out, _, _ := runLine(t, "__complete", "explain", "AML024", ""); out != ":4\n" {
		t.Errorf("after a code: %q", out)
	}
}
