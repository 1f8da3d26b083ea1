package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/plan"
)

// rendering are the flags that say what is rendered, and how.
type rendering struct {
	params    string
	templates string
	// azd says that the Azure Developer CLI deploys what is rendered.
	azd bool
	// format is the language of the output.
	format generator.Format
}

// paramsAuto stands for the form of parameters that suits the place: see the commands.
const paramsAuto = "auto"

func (r *rendering) addFlags(cmd *cobra.Command, params string) {
	cmd.Flags().StringVar(&r.params, "params", paramsAuto, "`form` of the parameter file: json, bicepparam or none; "+params)
	cmd.Flags().Lookup("params").DefValue = "" // which is what the text says
	cmd.Flags().StringVar(&r.templates, "templates", "", "`directory` of *.bicep.tmpl that replace built-in templates of the same name")
	complete(cmd, "params", "json", "bicepparam", "none")
	cmd.Flags().BoolVar(&r.azd, "azd", false, "follow the environment of azd: its name and region, and who provisions")
	_ = cmd.MarkFlagDirname("templates")
}

// validate checks the flags; --params is one of a few words.
func (r *rendering) validate() error {
	if _, err := r.paramsFormat(); err != nil && r.params != paramsAuto {
		return err
	}
	if r.azd && r.params == "bicepparam" {
		return usage("use --params json", "--azd: azd fills in a main.parameters.json, and --params is bicepparam")
	}
	if r.templates == "" {
		return nil
	}
	info, err := os.Stat(r.templates)
	switch {
	case err != nil:
		return usage("name a directory with *.bicep.tmpl", "--templates %q: %s", r.templates, reason(err))
	case !info.IsDir():
		return usage("name a directory with *.bicep.tmpl", "--templates %q: it is not a directory", r.templates)
	}
	return nil
}

// paramsFormat is --params in the generator's terms.
func (r *rendering) paramsFormat() (generator.ParamsFormat, error) {
	switch r.params {
	case "json":
		return generator.JSONParams, nil
	case "bicepparam":
		return generator.BicepParams, nil
	case "none":
		return generator.NoParams, nil
	}
	return 0, usage("the forms are json, bicepparam and none", "--params %q: there is no such form", r.params)
}

// options are the flags in the generator's terms.
func (r *rendering) options() (generator.Options, error) {
	params, err := r.paramsFormat()
	opts := generator.Options{Params: params, Format: r.format, AZD: r.azd}
	if r.templates != "" {
		opts.Templates = os.DirFS(r.templates)
	}
	return opts, err
}

// rendered is what became of one intent.
type rendered struct {
	in input
	// name is what diagnostics call the intent.
	name  string
	src   []byte
	diags diag.List
	// plan is what was decided, and files the output, main.bicep or main.json
	// first; both are nil when the intent has errors.
	plan  *plan.Plan
	files []file
	// needs is how many prerequisites the plan had, when that is let go of.
	needs int
	// broken says that the audit found errors, and only it.
	broken bool
	// templates is the directory of templates of the user's, or empty.
	templates string
	// err is a failure that is not the intent's.
	err error
}

// render reads and renders one intent. It never panics: a bug met on one of
// many intents is reported like any other failure.
func (a *app) render(ctx context.Context, in input, how rendering) rendered {
	return a.renderAs(ctx, in, in.name(), how)
}

// renderAs is render with another name for the intent in diagnostics.
func (a *app) renderAs(ctx context.Context, in input, name string, how rendering) (r rendered) {
	r.in, r.name, r.templates = in, name, how.templates
	defer func() {
		if p := recover(); p != nil {
			r.plan, r.files, r.err = nil, nil, panicked(p, debug.Stack())
		}
	}()
	r.src, r.diags = in.read(ctx, a)
	if r.err = ctx.Err(); r.err != nil || r.diags.HasErrors() {
		return r
	}
	r.generate(ctx, how)
	return r
}

// generate fills in what becomes of the text that was read.
func (r *rendered) generate(ctx context.Context, how rendering) {
	opts, err := how.options()
	if err != nil {
		r.err = err
		return
	}
	out, diags, err := generator.Generate(ctx, r.name, r.src, opts)
	r.diags = append(r.diags, diags...)
	switch {
	case err != nil:
		r.err = blame(err)
	case !diags.HasErrors():
		r.plan = out.Plan
		for _, f := range out.Files {
			r.files = append(r.files, file{f.Path, f.Data})
		}
	}
}

// blame words an error of the generator: ours, or one of the world.
func blame(err error) error {
	var ours *generator.InternalError
	if errors.As(err, &ours) {
		return &exit{code: exitFailure, msg: "internal error: " + ours.Error(), hint: reportIt}
	}
	return err
}

// text is a file that diagnostics of r name: the intent, or a template of the
// user's. It is nil when the file cannot be read: the line is a courtesy.
func (r *rendered) text(name string) []byte {
	if name == r.name {
		return withoutMark(r.src)
	}
	if r.templates == "" {
		return nil
	}
	root, err := os.OpenRoot(r.templates)
	if err != nil {
		return nil
	}
	defer root.Close()
	src, err := root.ReadFile(name)
	if err != nil {
		return nil
	}
	return src
}

// withoutMark is src without a byte order mark, which intent.Parse leaves out
// of its columns.
func withoutMark(src []byte) []byte { return bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")) }
