package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/generator"
)

// checkFlags are the flags of check.
type checkFlags struct {
	rendering
	out string
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check INTENT… [FILE|DIR]",
		Short: "Is what is committed what the intent gives?",
		Long: `Compare the Bicep of intents with what is on disk, and print the difference as
a unified diff. Generated modules that an intent does not give any more are a
difference too. Exit code 1 says that there is one.

An intent is compared with FILE or DIR, or with what "amlsec gen" writes with the
same --out: DIR, or for several intents the directory of DIR that is named after
each. Without them: the directory infra beside the intent, or the one in it that
is named after the intent, if it holds a main.bicep, else main.bicep beside the
intent. A name that ends in .yaml or .yml is an intent. A directory instead of
INTENT stands for the intents in it.

Without --params, parameters are compared in the form that is there. A main.json
that amlsec made is compared too, whether it stands alone or beside a main.bicep.
What was made with --azd is known by what is in it.`,
		Example: `  amlsec check intent.yaml
  amlsec check intent.yaml infra
  amlsec check environments/ --out build
  amlsec check intent.yaml --output json`,
		Args:              arguments(1, -1, "INTENT"),
		ValidArgsFunction: completeChecked,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := namesDirectory(cmd, f.out); err != nil {
				return err
			}
			return a.check(cmd.Context(), args, f)
		},
	}
	a.reports(cmd, "text", "json")
	f.addFlags(cmd, "default the one that is there")
	cmd.Flags().StringVar(&f.out, "out", "", "`directory` that gen wrote into")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// comparison is an intent, and where its output is.
type comparison struct {
	in input
	at place
}

// compared is what became of a comparison.
type compared struct {
	rendered
	at    place
	how   rendering
	diffs []fileDiff
}

func (a *app) check(ctx context.Context, args []string, f checkFlags) error {
	if err := f.validate(); err != nil {
		return err
	}
	list, err := f.comparisons(args)
	if err != nil {
		return err
	}
	rep, outcome := a.newReporter(a.err), newCheckOutcome(a)
	work := func(ctx context.Context, c comparison) compared { return a.compared(ctx, c, f.rendering) }
	err = inOrder(ctx, list, work, func(c compared) error {
		if err := rep.add(c.rendered); err != nil {
			return err
		}
		return outcome.add(c)
	})
	if err != nil {
		return err
	}
	return outcome.finish(rep)
}

// compared renders an intent and compares it. It never panics, like render.
func (a *app) compared(ctx context.Context, c comparison, how rendering) (r compared) {
	r.at, r.how = c.at, how
	defer func() {
		if p := recover(); p != nil {
			r.err = panicked(p, debug.Stack())
		}
		r.plan, r.files = nil, nil // compared: let go of the memory
	}()
	r.how.params, r.how.format, r.how.azd = how.paramsAt(c.at), formatAt(c.at), how.azd || forAZD(c.at.dir)
	r.rendered = a.render(ctx, c.in, r.how)
	if r.err == nil && r.files != nil {
		r.diffs, r.err = a.compare(r.rendered, c.at)
	}
	return r
}

// comparisons are what the arguments ask for.
func (f checkFlags) comparisons(args []string) ([]comparison, error) {
	if len(args) == 2 && f.out == "" && !isIntent(args[1]) {
		at, err := committed(args[1])
		return []comparison{{input{args[0]}, at}}, err
	}
	if f.out != "" {
		switch at, err := committed(f.out); {
		case err != nil:
			return nil, err
		case at.file != "":
			return nil, usage("name a file after the intent, without --out", "--out %q is not a directory", f.out)
		}
	}
	inputs, batch, err := inputs(args)
	if err != nil {
		return nil, err
	}
	var list []comparison
	first := map[place]input{}
	for _, in := range inputs {
		at, err := f.place(in, batch)
		if err != nil {
			return nil, err
		}
		if other, ok := first[at]; ok {
			return nil, usage("name the directory that gen wrote into with --out",
				"%q and %q would both be compared with %q", other.path, in.path, at.path())
		}
		first[at] = in
		list = append(list, comparison{in, at})
	}
	return list, nil
}

// isIntent reports whether an argument is an intent by its name.
func isIntent(name string) bool {
	return slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(name)))
}

// place is where the output of an intent is, one of several when batch.
func (f checkFlags) place(in input, batch bool) (place, error) {
	own := place{dir: filepath.Join(f.out, in.base())}
	switch {
	case f.out == "":
		return besides(in)
	case batch, !holdsOutput(f.out) && holdsOutput(own.dir):
		return own, nil
	default:
		return place{dir: f.out}, nil
	}
}

// holdsOutput reports whether a directory holds what gen writes.
func holdsOutput(dir string) bool {
	return slices.ContainsFunc([]string{mainFile, templateFile}, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	})
}

// place is where an output is on disk: a directory, or in it one file alone.
type place struct {
	dir string
	// file is the name of the file; empty for all of the output.
	file string
}

// path is the place as the user would name it.
func (p place) path() string { return filepath.ToSlash(filepath.Join(p.dir, p.file)) }

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

// committed is the place that an argument names.
func committed(name string) (place, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place{}, usage("name what amlsec gen wrote", "%q does not exist", name)
	case err != nil:
		return place{}, failed(err, "cannot read %q", name)
	case info.IsDir():
		return place{dir: name}, nil
	default:
		return place{dir: filepath.Dir(name), file: filepath.Base(name)}, nil
	}
}

// besides is where the output of an intent usually is.
func besides(in input) (place, error) {
	dir := filepath.Dir(in.path)
	for _, at := range []string{filepath.Join(dir, "infra"), filepath.Join(dir, "infra", in.base()), dir} {
		if _, err := os.Stat(filepath.Join(at, mainFile)); err == nil {
			return place{dir: at}, nil
		}
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

// compare is how what is at a place differs from r.
func (a *app) compare(r rendered, at place) ([]fileDiff, error) {
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
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing(r.files, at.dir), nil
	case err != nil:
		return nil, failed(err, "cannot open the directory %q", at.dir)
	}
	defer d.close()
	if at.file != "" {
		return d.difference(file{at.file, of.content})
	}
	return d.differences(r.files)
}

// missing are the differences from a directory that does not exist.
func missing(files []file, dir string) []fileDiff {
	var diffs []fileDiff
	for _, f := range files {
		diffs = append(diffs, differ(filepath.Join(dir, filepath.FromSlash(f.name)), nil, f.content)...)
	}
	return diffs
}
