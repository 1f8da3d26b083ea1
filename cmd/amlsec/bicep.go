package main

import (
	"bytes"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
)

// The commands build, lint and format stand in for those of the Bicep CLI:
// they take its flags, write where it writes, report in its form unless
// --output says otherwise, and exit with 1 when a source has errors.

// diagnosticsFlags are the flags that say how diagnostics are written.
type diagnosticsFlags struct {
	format    string
	noRestore bool
}

func (f *diagnosticsFlags) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.format, "diagnostics-format", "default", "`form` of diagnostics: default, which is that of the Bicep CLI, or sarif")
	cmd.Flags().BoolVar(&f.noRestore, "no-restore", false, "accepted: amlsec never fetches modules")
	complete(cmd, "diagnostics-format", "default", "sarif")
}

// reportsAsBicep gives a command an --output without a default: that is the form
// of the Bicep CLI.
func (a *app) reportsAsBicep(cmd *cobra.Command) {
	a.reports(cmd, "text", "json", "sarif")
	flag := cmd.Flags().Lookup("output")
	flag.DefValue, flag.Usage = "", "`format` of amlsec's own report, instead of the Bicep CLI's: text, json or sarif"
}

// form is the form of diagnostics: that of the Bicep CLI, unless a flag says
// another. Chosen says that --output did.
func (a *app) form(cmd *cobra.Command, f diagnosticsFlags) (form diag.Format, chosen bool, err error) {
	word, err := a.format()
	if err != nil {
		return 0, false, err
	}
	chosen = cmd.Flags().Changed("output") && a.flags.output != "default"
	switch strings.ToLower(f.format) {
	case "default":
	case "sarif":
		if chosen && word != "sarif" {
			return 0, false, usage("leave one out", "--diagnostics-format sarif and --output %s do not go together", word)
		}
		return diag.SARIF, chosen, nil
	default:
		return 0, false, usage("the forms are default and sarif", "--diagnostics-format %q: there is no such form", f.format)
	}
	if !chosen {
		return diag.Line, false, nil
	}
	return map[string]diag.Format{"text": diag.Text, "json": diag.JSON, "sarif": diag.SARIF}[word], true, nil
}

// sources checks the names of sources of Bicep.
func sources(args []string, endings ...string) error {
	for i, arg := range args {
		switch {
		case !slices.Contains(endings, strings.ToLower(filepath.Ext(arg))):
			return usage("name a file that ends in "+strings.Join(endings, " or "), "%q is not a source of Bicep by its name", arg)
		case slices.ContainsFunc(args[:i], func(other string) bool { return filepath.Clean(other) == filepath.Clean(arg) }):
			return usage("name each file once", "%q is named twice", arg)
		}
	}
	return nil
}

// findings are the diagnostics of several files, with their texts.
type findings struct {
	list  diag.List
	texts []func(string) []byte
}

func (f *findings) add(list diag.List, text func(string) []byte) {
	f.list = append(f.list, list...)
	f.texts = append(f.texts, text)
}

// source is the text of a file that a diagnostic names.
func (f *findings) source(name string) []byte {
	for _, text := range f.texts {
		if src := text(name); src != nil {
			return src
		}
	}
	return nil
}

// print writes the findings; a file that several sources use is told of once.
func (f *findings) print(a *app, w io.Writer, form diag.Format) error {
	opts := a.printOptions(w)
	opts.Format, opts.Source = form, f.source
	opts.Rules = slices.Concat(rules(), bicep.LinterRules())
	a.identify(&opts)
	return cannotReport(diag.Print(w, f.list, opts))
}

// outcome is how a run ends whose findings have been printed.
func (f *findings) outcome() error {
	if f.list.HasErrors() {
		return &exit{code: exitFindings}
	}
	return nil
}

// destination says where the output of one source goes: the flags of the
// Bicep CLI.
type destination struct {
	stdout  bool
	outfile string
	outdir  string
}

func (d *destination) addFlags(cmd *cobra.Command, beside string) {
	cmd.Flags().BoolVar(&d.stdout, "stdout", false, "write to standard output")
	cmd.Flags().StringVar(&d.outfile, "outfile", "", "write to this `file`")
	cmd.Flags().StringVar(&d.outdir, "outdir", "", "write into this `directory`; without it, "+beside)
	_ = cmd.MarkFlagDirname("outdir")
}

// validate checks the flags for a number of sources.
func (d *destination) validate(number int) error {
	var given []string
	if d.stdout {
		given = append(given, "--stdout")
	}
	if d.outfile != "" {
		given = append(given, "--outfile")
	}
	if d.outdir != "" {
		given = append(given, "--outdir")
	}
	switch {
	case len(given) > 1:
		return usage("leave one out", "%s and %s do not go together", given[0], given[1])
	case number > 1 && len(given) == 1 && d.outdir == "":
		return usage("name one file, or use --outdir", "%s holds the output of one file, and %d are named", given[0], number)
	case d.outdir == "":
		return nil
	}
	info, err := os.Stat(d.outdir)
	switch {
	case err != nil:
		return usage("name a directory that exists", "--outdir %q: %s", d.outdir, reason(err))
	case !info.IsDir():
		return usage("name a directory that exists", "--outdir %q: it is not a directory", d.outdir)
	}
	return nil
}

// path is where the output of a source goes, whose name gets another ending,
// or with an empty one keeps its own.
func (d *destination) path(source, ending string) string {
	name := source
	if ending != "" {
		name = strings.TrimSuffix(source, filepath.Ext(source)) + ending
	}
	switch {
	case d.outfile != "":
		return d.outfile
	case d.outdir != "":
		return filepath.Join(d.outdir, filepath.Base(name))
	default:
		return name
	}
}

// distinct demands that no two sources go to one file.
func (d *destination) distinct(args []string, ending string) error {
	from := map[string]string{}
	for _, arg := range args {
		to := filepath.Clean(d.path(arg, ending))
		if other, ok := from[to]; ok {
			return usage("name one of them, or write them into directories of their own", "%q and %q would both go to %q", other, arg, to)
		}
		from[to] = arg
	}
	return nil
}

// writeFile puts a file in place at once, and leaves it alone when it is as it
// should be. Unlike in the directory of an output, a link is followed: the
// user named the file. What is no file, such as /dev/null, is written to.
func writeFile(name string, content []byte) error {
	if at, err := filepath.EvalSymlinks(name); err == nil {
		name = at
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return usage("name a file", "%q is a directory", name)
	case err == nil && !info.Mode().IsRegular():
		return cannotWrite(os.WriteFile(name, content, filePerm), name)
	}
	dir := filepath.Dir(name)
	d, err := makeDisk(dir)
	if err != nil {
		return err
	}
	defer d.close()
	f := file{path.Base(filepath.ToSlash(name)), content}
	if old, err := d.read(f.name); err == nil && old != nil && bytes.Equal(old, content) {
		return nil
	}
	return d.replace([]file{f})
}

func cannotWrite(err error, name string) error {
	if err == nil {
		return nil
	}
	return failed(err, "cannot write %q", name)
}

// worst keeps the error with the higher exit code, and tells the other.
func (a *app) worst(one, other error) error {
	if one == nil {
		return other
	}
	if other == nil {
		return one
	}
	if exitCode(one) < exitCode(other) {
		one, other = other, one
	}
	a.say(other, "")
	return one
}
