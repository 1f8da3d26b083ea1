package main

import (
	"context"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
)

// buildFlags are the flags of build.
type buildFlags struct {
	diagnosticsFlags
	destination
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build FILE.bicep…",
		Short: "Compile Bicep to an ARM template, as bicep build does",
		Long: `Compile Bicep to an ARM template: FILE.json beside FILE.bicep, with the modules
in it. Diagnostics go to standard error, in the form of the Bicep CLI; --output
text, json or sarif choose amlsec's own.

It stands in for "bicep build": the same flags, the same bytes but for the name
of the generator. It is offline: a module of a registry (br:, ts:) is an error.
Exit code 1 says that a source has errors; nothing is written for that one.`,
		Example: `  amlsec build main.bicep
  amlsec build main.bicep --stdout`,
		Args:              arguments(1, -1, "FILE.bicep"),
		ValidArgsFunction: completeSources,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.build(cmd, args, f) },
	}
	a.reportsAsBicep(cmd)
	f.diagnosticsFlags.addFlags(cmd)
	f.destination.addFlags(cmd, "beside the source")
	return cmd
}

// built is what became of one source.
type built struct {
	name     string
	program  *bicep.Program
	template []byte
	err      error
}

func (a *app) build(cmd *cobra.Command, args []string, f buildFlags) error {
	form, _, err := a.form(cmd, f.diagnosticsFlags)
	if err != nil {
		return err
	}
	if err := sources(args, ".bicep"); err != nil {
		return err
	}
	if err := f.validate(len(args)); err != nil {
		return err
	}
	if err := f.distinct(args, ".json"); err != nil {
		return err
	}
	if f.outfile != "" && filepath.Clean(f.outfile) == filepath.Clean(args[0]) {
		return usage("name another file", "--outfile %q is the source", f.outfile)
	}
	var found findings
	var failure error
	err = inOrder(cmd.Context(), args, compile, func(b built) error {
		if b.program != nil {
			found.add(b.program.Diags, b.program.Source)
		}
		if b.err == nil && b.template != nil {
			b.err = a.put(b.template, b.name, f.destination)
		}
		failure = a.worst(failure, b.err)
		return nil
	})
	if err != nil {
		return err
	}
	if len(found.list) > 0 || form == diag.JSON || form == diag.SARIF {
		failure = a.worst(failure, found.print(a, a.err, form))
	}
	return a.worst(failure, found.outcome())
}

// put writes a template to its destination.
func (a *app) put(template []byte, source string, to destination) error {
	if to.stdout {
		return a.write(a.shown(string(template)))
	}
	return writeFile(to.path(source, ".json"), template)
}

// compile makes the template of a source; nil when the source has errors. It
// never panics: a bug met on one of many sources is reported like any failure.
func compile(ctx context.Context, name string) (b built) {
	b.name = name
	defer func() {
		if p := recover(); p != nil {
			b.err = panicked(p, debug.Stack())
		}
	}()
	if b.program, b.err = bicep.Check(ctx, filepath.ToSlash(name), bicep.Options{}); b.err != nil || b.program.Diags.HasErrors() {
		return b
	}
	if b.template, b.err = b.program.Template(); b.err != nil {
		b.err = &exit{code: exitFailure, msg: name + ": cannot make the template: " + b.err.Error(),
			hint: "if the Bicep CLI builds it, please report it, with the file, at " + issues}
	}
	return b
}
