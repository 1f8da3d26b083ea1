package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/generator"
)

func (a *app) checkCommand() *cobra.Command {
	var how rendering
	cmd := &cobra.Command{
		Use:   "check INTENT [FILE|DIR]",
		Short: "Is what is committed what the intent gives?",
		Long: `Compare the Bicep of an intent with what is on disk, and print the difference as
a unified diff. Generated modules that the intent does not give any more are a
difference too. Exit code 1 says that there is one.

Without FILE or DIR: the directory infra beside the intent, if it holds a
main.bicep, else main.bicep beside the intent. Without --params, parameters are
compared in the form that is there. A main.json that amlsec made is compared
too, whether it stands alone or beside a main.bicep.`,
		Example: `  amlsec check intent.yaml
  amlsec check intent.yaml infra`,
		Args: arguments(1, 2, "INTENT"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return completeIntents(cmd, args, word)
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.check(cmd.Context(), args, how) },
	}
	a.reports(cmd, "text", "json")
	how.addFlags(cmd, "default the one that is there")
	return cmd
}

func (a *app) check(ctx context.Context, args []string, how rendering) error {
	if err := how.validate(); err != nil {
		return err
	}
	in := input{args[0]}
	at, err := committed(in, args[1:])
	if err != nil {
		return err
	}
	how.params, how.format = how.paramsAt(at), formatAt(at)
	r := a.render(ctx, in, how)
	rep := a.newReporter(a.err)
	if err := rep.add(r); err != nil {
		return err
	}
	if err := rep.finish(); err != nil {
		return err
	}
	diffs, err := a.compare(r, at)
	if err != nil || len(diffs) == 0 {
		return err
	}
	return a.tell(diffs, in, at, how)
}

// place is where an output is on disk: a directory, or in it one file alone.
type place struct {
	dir string
	// file is the name of the file; empty for all of the output.
	file string
}

// path is the place as the user would name it.
func (p place) path() string { return filepath.Join(p.dir, p.file) }

// params is the form of the parameter file that is there, or "none".
func (p place) params() string {
	for _, f := range []struct{ name, form string }{{paramsBicep, "bicepparam"}, {paramsJSON, "json"}} {
		if p.file == f.name {
			return f.form
		}
		if _, err := os.Lstat(filepath.Join(p.dir, f.name)); p.file == "" && err == nil {
			return f.form
		}
	}
	return "none"
}

// isParams reports whether the place is a parameter file alone.
func (p place) isParams() bool { return p.file != "" && p.params() != "none" }

// committed is the place that the argument names, or where an output usually is.
func committed(in input, args []string) (place, error) {
	if len(args) == 0 {
		return besides(in)
	}
	info, err := os.Stat(args[0])
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place{}, usage("name what amlsec gen wrote", "%q does not exist", args[0])
	case err != nil:
		return place{}, failed(err, "cannot read %q", args[0])
	case info.IsDir():
		return place{dir: args[0]}, nil
	default:
		return place{dir: filepath.Dir(args[0]), file: filepath.Base(args[0])}, nil
	}
}

func besides(in input) (place, error) {
	dir := filepath.Dir(in.path)
	infra := filepath.Join(dir, "infra")
	if _, err := os.Stat(filepath.Join(infra, mainFile)); err == nil {
		return place{dir: infra}, nil
	}
	if _, err := os.Stat(filepath.Join(dir, mainFile)); err == nil {
		return place{dir: dir}, nil
	}
	return place{}, usage("name the file or directory to compare with",
		"there is no %s beside %s, and no infra directory with one", mainFile, in.name())
}

// paramsAt is the form of parameters: what the user said, else what is there.
func (r rendering) paramsAt(at place) string {
	if r.params != paramsAuto {
		return r.params
	}
	return at.params()
}

// formatAt is the language of what is there.
func formatAt(at place) generator.Format {
	if at.file != "" {
		if strings.EqualFold(filepath.Ext(at.file), ".json") && !at.isParams() {
			return generator.ARM
		}
		return generator.Bicep
	}
	_, err := os.Lstat(filepath.Join(at.dir, mainFile))
	d, failed := openDisk(at.dir)
	if failed != nil {
		return generator.Bicep
	}
	defer d.close()
	switch {
	case !d.hasTemplate():
		return generator.Bicep
	case err == nil:
		return generator.Both
	default:
		return generator.ARM
	}
}

// compare is the unified diff of each file that is not as r has it.
func (a *app) compare(r rendered, at place) ([]string, error) {
	of := r.files[0]
	if i := slices.IndexFunc(r.files, func(f file) bool { return f.name == at.file }); i >= 0 {
		of = r.files[i]
	} else if at.isParams() {
		return nil, usage("leave --params out", "%q holds parameters of another form", at.path())
	}
	if at.file != "" && of.name == mainFile && !r.plan.SelfContained() {
		return nil, usage("name the directory", "%s needs several files, and %q is one", r.name, at.path())
	}
	d, err := openDisk(at.dir)
	if err != nil {
		return nil, failed(err, "cannot open the directory %q", at.dir)
	}
	defer d.close()
	if at.file != "" {
		text, err := d.unified(at.file, of.content)
		return nonEmpty(text), err
	}
	return d.differences(r.files)
}

// tell prints diffs, and last how to make them go away.
func (a *app) tell(diffs []string, in input, at place, how rendering) error {
	if err := a.writeDiffs(diffs); err != nil {
		return err
	}
	n := len(diffs)
	verb := "differ"
	if n == 1 {
		verb = "differs"
	}
	return &exit{code: exitFindings, hint: "to bring it up to date: " + again(in, at, how),
		msg: fmt.Sprintf("%s in %q %s from what %s gives", plural(n, "file"), at.path(), verb, in.name())}
}

// writeDiffs writes diffs to standard output.
func (a *app) writeDiffs(diffs []string) error {
	for _, text := range diffs {
		if err := a.write(a.paintDiff(text)); err != nil {
			return err
		}
	}
	return nil
}

// again is the command that brings a place up to date.
func again(in input, at place, how rendering) string {
	text := "amlsec gen " + shellWord(in.path)
	if how.format == generator.ARM {
		text += " --format arm"
	}
	if how.templates != "" {
		text += " --templates " + shellWord(how.templates)
	}
	if at.file != "" && !at.isParams() {
		return text + " > " + shellWord(at.path())
	}
	text += " --out " + shellWord(at.dir)
	if how.params != (rendering{params: paramsAuto}).paramsFor(true) {
		text += " --params " + how.params
	}
	if how.format == generator.Both {
		text += " && amlsec build " + shellWord(filepath.Join(at.dir, mainFile))
	}
	return text
}
