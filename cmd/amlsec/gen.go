package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
)

// genFlags are the flags of gen.
type genFlags struct {
	rendering
	out      string
	force    bool
	audit    bool
	language string
}

func (a *app) genCommand() *cobra.Command {
	var f genFlags
	cmd := &cobra.Command{
		Use:     "gen INTENT…",
		Aliases: []string{"generate"},
		Short:   "Write the Bicep of an intent, or its ARM template",
		Long: `Write the Bicep of an intent: to standard output, or with --out into a directory,
with its modules and a parameter file. --format arm writes main.json instead, an
ARM template with the modules in it, which needs no Bicep CLI to deploy.

INTENT is a file, "-" for standard input, or a directory, which stands for the
*.yaml and *.yml in it. Several intents need --out DIR; each goes into a
directory of DIR that is named after its file. Nothing is written for an intent
with an error. Files are replaced atomically, and only when they change; a file
that amlsec did not write is replaced with --force only. The parameter file is
generated too: keep values of your own in a file of another name.

--azd is for the Azure Developer CLI: parameters follow its environment and have
a default each, and resources carry its tag. What is written does not depend on
the environment.

--audit checks what would be written against the controls of "amlsec audit". The
findings are told with the rest, and nothing is written for an intent with an error
among them that it does not accept: exit code 1. It is off by default because what
an intent may ask for and what an organisation wants of it are two questions: whoever
decides the second runs "amlsec audit" with a --fail-on of their own.`,
		Example: `  amlsec gen intent.yaml
  amlsec gen intent.yaml --out infra
  amlsec gen intent.yaml --format arm
  amlsec gen intent.yaml --out infra --azd
  amlsec gen environments/ --out build`,
		Args:              arguments(1, -1, "INTENT"),
		ValidArgsFunction: completeIntents,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := namesDirectory(cmd, f.out); err != nil {
				return err
			}
			return a.gen(cmd.Context(), args, f)
		},
	}
	a.reports(cmd, "text", "json")
	f.addFlags(cmd, "default json with --out")
	cmd.Flags().StringVar(&f.out, "out", "", "`directory` to write into")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace files that amlsec did not write")
	cmd.Flags().StringVar(&f.language, "format", "bicep", "`language` of the output: bicep or arm")
	cmd.Flags().BoolVar(&f.audit, "audit", false, "check the output against the controls of security, and write none that breaks a required one")
	complete(cmd, "format", "bicep", "arm")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// namesDirectory demands that --out names a directory, if it is given.
func namesDirectory(cmd *cobra.Command, out string) error {
	if cmd.Flags().Changed("out") && (out == "" || out == "-") {
		return usage("name a directory, or leave --out out", "--out %q is no directory", out)
	}
	return nil
}

func (a *app) gen(ctx context.Context, args []string, f genFlags) error {
	if err := f.validate(); err != nil {
		return err
	}
	list, batch, err := inputs(args)
	if err != nil {
		return err
	}
	switch {
	case batch && f.out == "":
		return usage("add --out DIR", "several intents do not fit one stream")
	case batch:
		return a.genMany(ctx, list, f)
	default:
		return a.genOne(ctx, list[0], f)
	}
}

// validate checks the flags, and sets the format.
func (f *genFlags) validate() error {
	switch f.language {
	case "bicep":
		f.format = generator.Bicep
	case "arm":
		f.format = generator.ARM
	default:
		return usage("the formats are bicep and arm", "--format %q: there is no such format", f.language)
	}
	if f.format == generator.ARM && f.params == "bicepparam" {
		return usage("use --params json", "--params bicepparam needs a main.bicep, which --format arm does not write")
	}
	if f.format == generator.ARM && f.azd {
		return usage("leave --format out", "--azd needs a main.bicep, which --format arm does not write")
	}
	return f.rendering.validate()
}

func (a *app) genOne(ctx context.Context, in input, f genFlags) error {
	f.params = f.paramsFor(f.out != "")
	r := a.generated(ctx, in, f)
	rep := a.newReporter(a.err)
	if err := rep.add(r); err != nil {
		return err
	}
	if err := rep.finishAs(r.code()); err != nil {
		return err
	}
	var err error
	if f.out != "" {
		err = a.writing(func() error { return writeTree(f.out, r.files, f.force) })
	} else {
		err = a.genStream(r)
	}
	if err == nil {
		a.notePrerequisites(len(r.plan.Prerequisites))
	}
	return err
}

// notePrerequisites says that more is needed than what was written: a reader of
// the output does not see it. A report for machines is one document, and has
// no room for it.
func (a *app) notePrerequisites(n int) {
	if n == 0 || !a.flags.forPeople() {
		return
	}
	what := "1 thing must be true in Azure before this deploys; \"amlsec plan <intent>\" lists it"
	if n > 1 {
		what = fmt.Sprintf("%d things must be true in Azure before this deploys; \"amlsec plan <intent>\" lists them", n)
	}
	fmt.Fprintf(a.err, "note: %s\n", what)
}

// genStream writes the one file of an intent to standard output.
func (a *app) genStream(r rendered) error {
	if r.files[0].name == mainFile && !r.plan.SelfContained() {
		var names []string
		for _, f := range r.files {
			names = append(names, f.name)
		}
		return usage("add --out DIR, or --format arm", "%s needs several files (%s), which do not fit one stream", r.name, strings.Join(names, ", "))
	}
	if len(r.files) > 1 {
		return usage("add --out DIR, or --params none", "%s and %s do not fit one stream", r.files[0].name, r.files[1].name)
	}
	return a.write(a.shown(string(r.files[0].content)))
}

// shown is generated text as it may be written to standard output: as it is,
// unless a terminal would obey what an overriding template put there.
func (a *app) shown(text string) string {
	if !isTerminal(a.out) {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		body, end := strings.TrimSuffix(line, "\n"), ""
		if body != line {
			end = "\n"
		}
		b.WriteString(diag.Printable(body) + end)
	}
	return b.String()
}

// paramsFor is the form of parameters: what the user said, else JSON beside a
// main.bicep on disk, which azd reads, and none in a stream.
func (r rendering) paramsFor(disk bool) string {
	switch {
	case r.params != paramsAuto:
		return r.params
	case disk:
		return "json"
	default:
		return "none"
	}
}

func (a *app) genMany(ctx context.Context, list []input, f genFlags) error {
	if err := distinct(list); err != nil {
		return err
	}
	f.params = f.paramsFor(true)
	work := func(ctx context.Context, in input) rendered {
		r := a.generated(ctx, in, f)
		if r.err == nil && r.files != nil {
			r.err = a.writing(func() error { return writeTree(filepath.Join(f.out, in.base()), r.files, f.force) })
		}
		if r.plan != nil {
			r.needs = len(r.plan.Prerequisites)
		}
		r.plan, r.files = nil, nil // written: let go of the memory
		return r
	}
	rep, needs, code := a.newReporter(a.err), 0, exitClean
	emit := func(r rendered) error {
		needs, code = needs+r.needs, max(code, r.code())
		return rep.add(r)
	}
	if err := inOrder(ctx, list, work, emit); err != nil {
		return err
	}
	if err := rep.finishAs(code); err != nil {
		return err
	}
	a.notePrerequisites(needs)
	return nil
}

// distinct refuses intents whose outputs would go to the same directory, or to
// none of their own: what is left of "...yaml" leads out of DIR. Case does not
// count: on some systems it does not tell directories apart.
func distinct(list []input) error {
	first := map[string]input{}
	for _, in := range list {
		if strings.Trim(in.base(), ".") == "" {
			return usage("rename it", "%q does not name a directory for its output", in.path)
		}
		key := strings.ToLower(in.base())
		if other, ok := first[key]; ok {
			return usage("rename one of them, or generate them into directories of their own",
				"%q and %q would both go to the directory %q", other.path, in.path, in.base())
		}
		first[key] = in
	}
	return nil
}
