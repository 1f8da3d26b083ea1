package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/amlsec/amlsec/internal/golden"
)

// runLine is what a run of the command line prints, and its exit code.
func runLine(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &stdout, err: &stderr, getenv: func(string) string { return "" }}
	code = a.run(t.Context(), args)
	return stdout.String(), stderr.String(), code
}

// allCommands are all commands that help lists, the root first.
func allCommands() []*cobra.Command {
	a := new(app)
	root := a.rootCommand()
	a.adopt(root)
	return beneath(root)
}

// beneath is a command, and those that help lists under it.
func beneath(cmd *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			list = append(list, beneath(sub)...)
		}
	}
	return list
}

// callOf is what one writes to call a command, without the program's name.
func callOf(cmd *cobra.Command) []string { return strings.Fields(cmd.CommandPath())[1:] }

// isOwn reports whether a command is none of those that cobra makes.
func isOwn(cmd *cobra.Command) bool {
	w := callOf(cmd)
	return len(w) == 0 || w[0] != "completion" && w[0] != "help"
}

// TestCommandLine demands that what is made for one command has it, by its own
// name, and nothing else; and that all is made for what is none.
func TestCommandLine(t *testing.T) {
	for _, m := range makers() {
		made := new(app).commandLine([]string{m.name, "--help"}).Commands()
		if len(made) != 1 || made[0].Name() != m.name {
			t.Errorf("%s: made %d commands, the first of them %q", m.name, len(made), made[0].Name())
		}
	}
	for _, args := range [][]string{nil, {"help", "gen"}, {"--debug", "gen"}, {"gent"}, {"generate"}} {
		if made := new(app).commandLine(args).Commands(); len(made) != len(makers())+1 {
			t.Errorf("%q: made %d commands", args, len(made))
		}
	}
}

// TestHelp compares what --help prints with testdata/help, one file a command.
func TestHelp(t *testing.T) {
	const dir = "testdata/help"
	wanted := map[string]bool{}
	for _, cmd := range allCommands() {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".txt"
		wanted[name] = true
		out, errs, code := runLine(t, append(callOf(cmd), "--help")...)
		if code != exitClean || errs != "" {
			t.Errorf("%s: exit code %d, %s", name, code, errs)
		}
		if want := golden.File(t, filepath.Join(dir, name), []byte(out)); out != string(want) {
			t.Errorf("%s is not as %s has it:\n%s", name, dir, out)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !wanted[e.Name()] {
			t.Errorf("%s/%s is the help of no command", dir, e.Name())
		}
	}
}

// TestHelpStyle holds every help to the same form: a summary that is a sentence
// without its full stop, no line too wide for a terminal, an example for what
// takes arguments, and for each flag what it does.
func TestHelpStyle(t *testing.T) {
	for _, cmd := range allCommands() {
		if !isOwn(cmd) {
			continue
		}
		path := cmd.CommandPath()
		if s := cmd.Short; s == "" || strings.ToUpper(s[:1]) != s[:1] || strings.HasSuffix(s, ".") {
			t.Errorf("%s: the summary %q begins with a capital and ends without a full stop", path, s)
		}
		for line := range strings.Lines(cmd.Long) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 96 {
				t.Errorf("%s: a line of %d characters: %s", path, n, line)
			}
		}
		if strings.ToUpper(cmd.Use) != strings.ToLower(cmd.Use) && strings.Contains(cmd.Use, " ") && cmd.Example == "" {
			t.Errorf("%s takes arguments and shows no example", path)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { flagStyle(t, path, f) })
	}
}

func flagStyle(t *testing.T, path string, f *pflag.Flag) {
	t.Helper()
	name, usage := pflag.UnquoteUsage(f)
	switch {
	case f.Hidden, f.Name == "help":
	case usage == "", strings.HasSuffix(usage, "."), f.Name != "location" && f.Name != "cloud" && strings.ToLower(usage[:1]) != usage[:1]:
		t.Errorf("%s --%s: %q begins with a small letter and ends without a full stop", path, f.Name, usage)
	case f.Value.Type() != "bool" && name == f.Value.Type():
		t.Errorf("%s --%s: name the value in backquotes", path, f.Name)
	}
}

// TestFormats demands that each command declares the formats it reports in, and
// takes those: the help shows what is declared.
func TestFormats(t *testing.T) {
	for _, cmd := range allCommands() {
		if !isOwn(cmd) || cmd.HasSubCommands() {
			continue
		}
		formats := formatsOf(cmd)
		if formats == nil {
			t.Errorf("%s: say with app.reports in which formats it reports", cmd.CommandPath())
			continue
		}
		args := append(callOf(cmd), "--output", "nonsense")
		for range 3 { // as many arguments as it takes
			if _, errs, _ := runLine(t, args...); !strings.Contains(errs, "is missing") {
				break
			}
			args = append(args, fmt.Sprintf("argument%d", len(args)))
		}
		if _, errs, code := runLine(t, args...); code != exitInput || !strings.Contains(errs, "the formats are "+strings.Join(formats, ", ")+"\n") {
			t.Errorf("%s: exit code %d, %q", cmd.CommandPath(), code, errs)
		}
	}
}

// TestExamplesParse demands that every line of an example is a command line
// that its command takes.
func TestExamplesParse(t *testing.T) {
	for _, ex := range examples() {
		root := new(app).rootCommand()
		cmd, rest, err := root.Find(ex.args)
		if err == nil {
			err = cmd.ParseFlags(rest)
		}
		if err == nil {
			err = cmd.ValidateArgs(cmd.Flags().Args())
		}
		if err != nil || !slices.Contains([]string{ex.path, root.Name()}, cmd.CommandPath()) && ex.path != root.Name() {
			t.Errorf("%s: %q: it is of %s, %v", ex.path, ex.line, cmd.CommandPath(), err)
		}
	}
}

// example is one line that the help of a command shows.
type example struct {
	path string // of the command
	line string
	args []string
}

// examples are the lines of all examples, without what a shell makes of them.
func examples() []example {
	var list []example
	for _, cmd := range allCommands() {
		for line := range strings.Lines(cmd.Example) {
			line = strings.TrimSpace(line)
			call, _, _ := strings.Cut(line, " > ")
			if rest, ok := strings.CutPrefix(call, "amlsec "); ok && isOwn(cmd) {
				list = append(list, example{cmd.CommandPath(), line, strings.Fields(rest)})
			}
		}
	}
	return list
}

// TestShorthands demands that a flag has one short form, whatever the command:
// what fingers know of deploy they find in audit.
func TestShorthands(t *testing.T) {
	short := map[string]string{}
	for _, cmd := range allCommands() {
		if cmd.Name() == "init" {
			continue // its --location is a part of the intent
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if other, ok := short[f.Name]; ok && other != f.Shorthand {
				t.Errorf("%s --%s: its short form is %q here and %q elsewhere", cmd.CommandPath(), f.Name, f.Shorthand, other)
			}
			short[f.Name] = f.Shorthand
		})
	}
}
