package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
)

func (a *app) validateCommand() *cobra.Command {
	var how rendering
	cmd := &cobra.Command{
		Use:   "validate INTENT…",
		Short: "Report every problem of an intent, at its line",
		Long: `Report every error and warning of intents, each at its line, with what to do and
where the rule comes from. The Bicep is rendered too, checked, and thrown away.

INTENT is a file, "-" for standard input, or a directory, which stands for the
*.yaml and *.yml in it. --output sarif is what GitHub code scanning reads.`,
		Example: `  amlsec validate intent.yaml
  amlsec validate environments/ --output sarif > amlsec.sarif`,
		Args:              arguments(1, -1, "INTENT"),
		ValidArgsFunction: completeIntents,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.validate(cmd.Context(), args, how) },
	}
	a.reports(cmd, "text", "json", "sarif")
	how.addFlags(cmd, "checked like the rest")
	return cmd
}

func (a *app) validate(ctx context.Context, args []string, how rendering) error {
	if err := how.validate(); err != nil {
		return err
	}
	list, _, err := inputs(args)
	if err != nil {
		return err
	}
	how.params = how.paramsFor(true)
	rep := a.newReporter(a.out)
	work := func(ctx context.Context, in input) rendered {
		r := a.render(ctx, in, how)
		r.plan, r.files = nil, nil
		return r
	}
	if err := inOrder(ctx, list, work, rep.add); err != nil {
		return err
	}
	if rep.opts.Format == diag.Text && rep.count == (diag.Count{}) && rep.failures == nil {
		return a.write(fmt.Sprintf("%s checked: no problems\n", plural(rep.number, "intent")))
	}
	return rep.finish()
}

// plural is a number of things in words.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
