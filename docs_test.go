package amlsec_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/amlsec/amlsec/generator"
)

// TestDocumented demands a comment on every package, and on every exported
// name: a group of names may share one.
func TestDocumented(t *testing.T) {
	for name, files := range sources(t) {
		documented := false
		for _, f := range files {
			documented = documented || f.ast.Doc != nil
			for _, decl := range f.ast.Decls {
				for _, id := range undocumented(decl) {
					t.Errorf("%s: %s has no comment", f.fset.Position(id.Pos()), id.Name)
				}
			}
		}
		if !documented {
			t.Errorf("package %s has no comment", name)
		}
	}
}

// undocumented are the exported names of a declaration that have no comment.
func undocumented(decl ast.Decl) []*ast.Ident {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && !saysItself(d) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var names []*ast.Ident
		for _, spec := range d.Specs {
			names = append(names, undocumentedSpec(spec, d.Doc != nil)...)
		}
		return names
	}
	return nil
}

// undocumentedSpec looks at one line of a group. Constants and variables may
// share the comment of their group; types may not.
func undocumentedSpec(spec ast.Spec, group bool) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && s.Doc == nil && s.Comment == nil && !group {
			return []*ast.Ident{s.Name}
		}
	case *ast.ValueSpec:
		if s.Doc != nil || s.Comment != nil || group {
			return nil
		}
		var names []*ast.Ident
		for _, n := range s.Names {
			if n.IsExported() {
				names = append(names, n)
			}
		}
		return names
	}
	return nil
}

// saysItself reports whether d is a method String or Error, of which everybody
// knows what it does.
func saysItself(d *ast.FuncDecl) bool {
	return d.Recv != nil && (d.Name.Name == "String" || d.Name.Name == "Error") && d.Type.Params.NumFields() == 0
}

// exportedReceiver reports whether a method belongs to an exported type; a
// function belongs to its package.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return true
		}
	}
}

// TestExamples demands that what users start from is accepted.
func TestExamples(t *testing.T) {
	names, err := filepath.Glob("examples/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, diags, err := generator.Generate(t.Context(), name, src, generator.Options{}); err != nil || diags.HasErrors() {
			t.Errorf("%v, %v", err, diags.Err())
		}
	}
}

// TestLinks demands that what the documentation points to in the repository is
// there.
func TestLinks(t *testing.T) {
	names, err := filepath.Glob("doc/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)\s]*)?\)`)
	for _, name := range append(names, "README.md", "release/README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s points to %s, which is not there", name, m[1])
			}
		}
	}
}

// TestShown runs what README.md and the files of doc show, each file in a
// directory of its own, in the order of the file:
//
//   - in a block marked "console", a line "$ amlsec …" is run, and must print what
//     follows it, on standard output alone or on both streams. A line "..." stands
//     for any number of lines, "…" for any text. "> file" keeps standard output.
//   - "$ echo $?" shows the exit code of the command before. Other lines after "$ "
//     are shown and not run.
//   - a block under a comment "<!-- file: name -->" is written to that file.
//
// doc/deploy.md and doc/operate.md show what talks to Azure: cmd/amlsec runs them,
// on a simulator.
func TestShown(t *testing.T) {
	names, err := filepath.Glob("doc/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no documentation: %v", err)
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return slices.Contains([]string{"deploy.md", "operate.md"}, filepath.Base(name))
	})
	binary := build(t)
	for _, name := range append(names, "README.md") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			list := consoleCommands(string(text))
			if len(list) == 0 && (name == "README.md" || strings.HasPrefix(filepath.Base(name), "guide-")) {
				t.Fatal("it shows no command")
			}
			runShown(t, binary, list)
		})
	}
}

func runShown(t *testing.T, binary string, list []shown) {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"examples", "testdata/golden"} { // what commands may read
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(part)); err != nil {
			t.Fatal(err)
		}
	}
	code := 0
	for _, s := range list {
		if s.file != "" {
			writeFiles(t, dir, map[string]string{s.file: strings.Join(s.output, "\n") + "\n"})
			continue
		}
		ways := [][]string{{strconv.Itoa(code)}}
		if s.line != "echo $?" {
			var p printed
			p, code = run(t, binary, dir, s.line)
			ways = p.ways()
		}
		if !slices.ContainsFunc(ways, func(lines []string) bool { return unmatched(s.output, lines) == nil }) {
			t.Errorf("$ %s: nothing printed is as this line, after those before it:\n%s\nprinted:\n%s",
				s.line, unmatched(s.output, ways[0])[0], strings.Join(ways[0], "\n"))
		}
	}
}

// shown is a command in a text and the lines that it shows after it, or a file
// with the lines that it holds.
type shown struct {
	line   string // after "$ "
	file   string
	output []string
}

// fileComment names the file that the next block holds.
var fileComment = regexp.MustCompile(`^<!-- file: (\S+) -->$`)

// consoleCommands finds the commands in the blocks marked "console", and the
// blocks that are files.
func consoleCommands(text string) []shown {
	var list []shown
	var last *shown
	add := func(s shown) {
		list = append(list, s)
		last = &list[len(list)-1]
	}
	inside, console, file := false, false, ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "```"):
			inside, last = !inside, nil
			console = inside && strings.TrimSpace(line) == "```console"
			if inside && file != "" {
				add(shown{file: file})
			}
			file = ""
		case !inside:
			if m := fileComment.FindStringSubmatch(line); m != nil {
				file = m[1]
			}
		case console && (strings.HasPrefix(line, "$ amlsec ") || line == "$ echo $?"):
			add(shown{line: strings.TrimPrefix(line, "$ ")})
		case console && strings.HasPrefix(line, "$ "):
			last = nil
		case last != nil:
			last.output = append(last.output, line)
		}
	}
	return list
}

// shared is the command, built by the first test that needs it.
var shared struct {
	sync.Once
	binary []byte
	err    error
}

// build is the command as a user would build it, a file of the test's own.
func build(t *testing.T) string {
	t.Helper()
	name := "amlsec"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	binary := filepath.Join(t.TempDir(), name)
	shared.Do(func() {
		out, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", binary, "./cmd/amlsec").CombinedOutput()
		if err != nil {
			shared.err = fmt.Errorf("go build: %w\n%s", err, out)
			return
		}
		shared.binary, shared.err = os.ReadFile(binary)
	})
	if err := errors.Join(shared.err, os.WriteFile(binary, shared.binary, 0o755)); err != nil {
		t.Fatal(err)
	}
	return binary
}

// printed is what a command wrote to its two streams.
type printed struct{ out, errs string }

// ways are the lines of a command in the ways in which a text may show them:
// standard error first, which is how most commands write, standard output first,
// and standard output alone.
func (p printed) ways() [][]string {
	return [][]string{printedLines(p.errs + p.out), printedLines(p.out + p.errs), printedLines(p.out)}
}

// run runs a line "amlsec …" in dir; it fails the test when it could not.
func run(t *testing.T, binary, dir, line string) (printed, int) {
	t.Helper()
	call, to, keep := strings.Cut(line, " > ")
	cmd := exec.CommandContext(t.Context(), binary, strings.Fields(call)[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "COLUMNS=")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var failure *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failure) {
		t.Fatal(err)
	}
	if keep {
		writeFiles(t, dir, map[string]string{to: out.String()})
		out.Reset()
	}
	return printed{out.String(), errs.String()}, cmd.ProcessState.ExitCode()
}

func printedLines(text string) []string {
	if text = strings.TrimRight(text, "\n"); text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// unmatched are the wanted lines from the first that lines do not have, nil
// when they have all. "..." stands for any number of lines, as few as will do;
// "…" in a line for any text.
func unmatched(wanted, lines []string) []string {
	for i, want := range wanted {
		if strings.TrimSpace(want) == "..." {
			return afterDots(wanted[i+1:], lines)
		}
		if len(lines) == 0 || !matchesLine(want, lines[0]) {
			return wanted[i:]
		}
		lines = lines[1:]
	}
	if len(lines) > 0 {
		return []string{"(the end)"}
	}
	return nil
}

// afterDots is unmatched for what comes after a "...".
func afterDots(wanted, lines []string) []string {
	least := wanted
	for skip := range len(lines) + 1 {
		rest := unmatched(wanted, lines[skip:])
		if rest == nil {
			return nil
		}
		if skip == 0 || len(rest) < len(least) {
			least = rest
		}
	}
	return least
}

func matchesLine(want, line string) bool {
	if want == line {
		return true
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimRight(want, " ")), "…", ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(line)
}
