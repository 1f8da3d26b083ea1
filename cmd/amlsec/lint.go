package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
)

func (a *app) lintCommand() *cobra.Command {
	var f diagnosticsFlags
	cmd := &cobra.Command{
		Use:   "lint FILE.bicep…",
		Short: "Report what the compiler and the linter find, as bicep lint does",
		Long: `Report every error and warning of Bicep and of its linter, modules included.

It stands in for "bicep lint": diagnostics go to standard error, in its form,
and --diagnostics-format sarif goes to standard output. With --output text, json
or sarif, amlsec's own report goes to standard output. Exit code 1 says that
there are errors; warnings alone leave it 0.`,
		Example: `  amlsec lint main.bicep
  amlsec lint infra/*.bicep --output sarif > amlsec.sarif`,
		Args:              arguments(1, -1, "FILE.bicep"),
		ValidArgsFunction: completeSources,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.lint(cmd, args, f) },
	}
	a.reportsAsBicep(cmd)
	f.addFlags(cmd)
	return cmd
}

func (a *app) lint(cmd *cobra.Command, args []string, f diagnosticsFlags) error {
	form, chosen, err := a.form(cmd, f)
	if err != nil {
		return err
	}
	if err := sources(args, ".bicep", ".bicepparam"); err != nil {
		return err
	}
	var found findings
	var failure error
	err = inOrder(cmd.Context(), args, examine, func(b built) error {
		if b.program != nil {
			found.add(b.program.Diags, b.program.Source)
		}
		failure = a.worst(failure, b.err)
		return nil
	})
	if err != nil {
		return err
	}
	var w io.Writer = a.err
	if chosen || form == diag.SARIF {
		w = a.out
	}
	if form == diag.Text && len(found.list) == 0 && failure == nil {
		return a.write(fmt.Sprintf("%s checked: no problems\n", plural(len(args), "file")))
	}
	failure = a.worst(failure, found.print(a, w, form))
	return a.worst(failure, found.outcome())
}

// examine is compile without the template.
func examine(ctx context.Context, name string) (b built) {
	b.name = name
	defer func() {
		if p := recover(); p != nil {
			b.err = panicked(p, debug.Stack())
		}
	}()
	b.program, b.err = bicep.Check(ctx, filepath.ToSlash(name), bicep.Options{})
	return b
}
