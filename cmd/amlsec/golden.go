package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
)

// What a case holds beside its output: the intent, what the audit finds in the
// template, and for an intent that is refused what is said about it.
const (
	caseIntent = "intent.yaml"
	caseAudit  = "audit.txt"
	caseStderr = "stderr.txt"
)

func (a *app) goldenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "golden",
		Short: "Check or update cases: directories with an intent and what it gives",
		Long: `Check or update golden cases: directories that hold an intent.yaml and what it
gives, which is main.bicep, modules/, main.json (the same as an ARM template),
audit.txt (what "amlsec audit" finds in it, and which of it the intent accepts)
and, when it is there, a parameter file; or stderr.txt when the intent is
refused. DIR is a case or holds cases. Other files are left alone.`,
		Args: cobra.ArbitraryArgs,
		RunE: a.runGroup,
	}
	var how rendering
	for _, sub := range []*cobra.Command{
		{
			Use: "check DIR", Short: "Compare cases with what their intents give; exit code 1 for a difference",
			Example: "  amlsec golden check cases",
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.golden(cmd.Context(), args[0], how, a.checkCase)
			},
		},
		{
			Use: "update DIR", Short: "Write what the intents give into the cases",
			Example: "  amlsec golden update cases",
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.golden(cmd.Context(), args[0], how, a.updateCase)
			},
		},
	} {
		sub.Args = arguments(1, 1, "DIR")
		sub.ValidArgsFunction = atMost(1, completeDirectories)
		a.reports(sub, "text")
		how.addFlags(sub, "default the one that is there")
		cmd.AddCommand(sub)
	}
	return cmd
}

// caseResult is what became of one case.
type caseResult struct {
	dir   string
	diffs []fileDiff
	err   error
}

// golden runs a verb on every case of dir, in order.
func (a *app) golden(ctx context.Context, dir string, how rendering, verb func(caseResult, []file) caseResult) error {
	if err := how.validate(); err != nil {
		return err
	}
	dirs, err := casesIn(dir)
	if err != nil {
		return err
	}
	work := func(ctx context.Context, dir string) caseResult {
		files, err := a.caseFiles(ctx, dir, how)
		if err != nil {
			return caseResult{dir: dir, err: err}
		}
		return verb(caseResult{dir: dir}, files)
	}
	different, failure := 0, 0
	err = inOrder(ctx, dirs, work, func(r caseResult) error {
		if r.err != nil {
			failure = max(failure, exitCode(r.err))
			a.say(r.err, r.dir)
		}
		if len(r.diffs) > 0 {
			different++
		}
		return a.writeDiffs(r.diffs)
	})
	switch {
	case err != nil:
		return err
	case failure > 0:
		return &exit{code: failure}
	case different > 0:
		return &exit{code: exitFindings, msg: fmt.Sprintf("%d of %s: different", different, plural(len(dirs), "case")),
			hint: "if the new output is right: amlsec golden update " + shellWord(dir)}
	}
	return a.write(fmt.Sprintf("%s: as wanted\n", plural(len(dirs), "case")))
}

// casesIn are the cases of dir by name: itself, or the directories in it.
func casesIn(dir string) ([]string, error) {
	if isCase(dir) {
		return []string{dir}, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, usage("name a directory of cases", "cannot list %q: %s", dir, reason(err))
	}
	var dirs []string
	for _, e := range entries {
		if sub := filepath.Join(dir, e.Name()); e.IsDir() && isCase(sub) {
			dirs = append(dirs, sub)
		}
	}
	if dirs == nil {
		return nil, usage("a case is a directory with an "+caseIntent, "%q holds no cases", dir)
	}
	return dirs, nil
}

func isCase(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, caseIntent))
	return err == nil
}

// caseFiles are the files that a case should hold. The intent is named without
// its directory, so that stderr.txt does not depend on where the case is.
func (a *app) caseFiles(ctx context.Context, dir string, how rendering) ([]file, error) {
	how.params, how.format, how.azd = how.paramsAt(place{dir: dir}), generator.Both, how.azd || forAZD(dir)
	r := a.renderAs(ctx, input{filepath.Join(dir, caseIntent)}, caseIntent, how)
	switch {
	case r.err != nil:
		return nil, r.err
	case !r.diags.HasErrors():
		found, err := r.findings()
		return append(r.files, file{caseAudit, found}), err
	}
	var buf bytes.Buffer
	err := diag.Print(&buf, r.diags, diag.Options{Source: r.text})
	return []file{{caseStderr, buf.Bytes()}}, err
}

// findings are what the audit finds in the template among the files, a line
// each, by code: accepted, error, warning, or info for what is optional or
// cannot be known offline.
func (r *rendered) findings() ([]byte, error) {
	alone := *r
	alone.diags = nil
	alone.audit()
	var lines []string
	for _, d := range alone.diags {
		how := d.Severity.String()
		if _, ok := d.Accepted(); ok {
			how = "accepted"
		}
		lines = append(lines, d.Code+" "+how+": "+diag.Printable(d.Msg)+"\n")
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "")), alone.err
}

// checkCase compares a case with files.
func (a *app) checkCase(r caseResult, files []file) caseResult {
	d, err := openDisk(r.dir)
	if err != nil {
		r.err = failed(err, "cannot open the directory %q", r.dir)
		return r
	}
	defer d.close()
	for _, name := range unwanted(files) {
		files = append(files[:len(files):len(files)], file{name: name})
	}
	r.diffs, r.err = d.differences(files)
	return r
}

// updateCase makes a case hold files.
func (a *app) updateCase(r caseResult, files []file) caseResult {
	if r.err = a.writing(func() error { return writeTree(r.dir, files, true) }); r.err != nil {
		return r
	}
	for _, name := range unwanted(files) {
		if err := os.Remove(filepath.Join(r.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.err = failed(err, "cannot remove %q", filepath.Join(r.dir, name))
		}
	}
	return r
}

// unwanted are the names that a case may not hold beside files: the output of
// an intent that is refused now, or the refusal of one that is not.
func unwanted(files []file) []string {
	if len(files) > 0 && files[0].name == caseStderr {
		return []string{mainFile, templateFile, caseAudit, paramsJSON}
	}
	return []string{caseStderr}
}
