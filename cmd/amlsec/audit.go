package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/audit"
	"github.com/amlsec/amlsec/diag"
)

// auditFlags are the flags of audit.
type auditFlags struct {
	scopeFlags
	failOn   string
	policies []string
}

func (a *app) auditCommand() *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use:   "audit INTENT|FILE…",
		Short: "Check what would be deployed against the controls of security",
		Long: `Check the template that would be deployed, resource by resource, against the
controls in doc/controls.md. The check knows the template alone, not how it came
to be: FILE may be anyone's main.bicep or main.json.

A required control is an error, a recommended one a warning, and what is optional,
accepted or cannot be known offline is for information. An intent accepts a
finding, with a reason, under accept; it stays in every report.

` + scopeHelp + `

With --policies, Azure Policy is evaluated as well: "builtin" stands for Azure's own
policies, a directory for an organisation's export of definitions, initiatives and
assignments. What a policy denies is an error, what it audits a warning, what it
would change is for information, and so is what is not evaluated; see doc/policies.md.

Exit codes: 0 no finding of --fail-on or above, 1 findings, 2 a file with errors.`,
		Example: `  amlsec audit intent.yaml
  amlsec audit main.bicep --fail-on warning
  amlsec audit intent.yaml --policies builtin --policies our-policies
  amlsec audit main.json --parameters main.parameters.json -o sarif > amlsec.sarif`,
		Args:              arguments(1, -1, "INTENT or FILE"),
		ValidArgsFunction: completeDeployables,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.audit(cmd.Context(), args, f) },
	}
	a.reports(cmd, "text", "json", "sarif")
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", "least `severity` that gives exit code 1: error or warning")
	f.add(cmd)
	cmd.Flags().StringArrayVar(&f.policies, "policies", nil, "policies to evaluate as well: \"builtin\", or a `path` of JSON files; may be repeated")
	_ = cmd.RegisterFlagCompletionFunc("policies", completePolicies)
	complete(cmd, "fail-on", "error", "warning")
	return cmd
}

func (a *app) audit(ctx context.Context, args []string, f auditFlags) error {
	if f.failOn != "error" && f.failOn != "warning" {
		return usage("the severities are error and warning", "--fail-on %q: there is no such severity", f.failOn)
	}
	list, err := deployables(args, f.parameters)
	if err != nil {
		return err
	}
	params, err := f.read(a)
	if err != nil {
		return err
	}
	rep := a.newReporter(a.out)
	against := auditing{params: params}
	var ok bool
	against.policies, ok, err = readPolicies(f.policies, rep)
	if err != nil {
		return err
	}
	if !ok {
		return rep.finishAs(exitInput)
	}
	code := exitClean
	work := func(ctx context.Context, in input) deployable { return a.audited(ctx, in, against) }
	err = inOrder(ctx, list, work, func(d deployable) error {
		code = max(code, d.outcome(f))
		return rep.add(d.rendered)
	})
	if err != nil {
		return err
	}
	if rep.opts.Format == diag.Text && rep.count == (diag.Count{}) && rep.failures == nil {
		return a.write(fmt.Sprintf("%s audited: no findings\n", plural(rep.number, "file")))
	}
	return rep.finishAs(code)
}

// auditing is what arguments are audited with: parameters of a template, and
// policies, of which there may be none.
type auditing struct {
	params   parameters
	policies *policies
}

// audited is an argument with its findings among the diagnostics.
func (a *app) audited(ctx context.Context, in input, against auditing) deployable {
	d := a.deployable(ctx, in, against.params)
	d.audit()
	d.police(against.policies)
	d.plan, d.files = nil, nil
	return d
}

// audit adds the findings on a snapshot, if there is one, to the diagnostics.
func (d *deployable) audit() {
	if d.snap == nil {
		return
	}
	opts := audit.Options{File: d.name, Place: d.place, Decided: d.decided, Accepted: d.accepted}
	d.diags = append(d.diags, audit.Run(d.snap, opts)...)
	d.diags.Sort()
}

// outcome is the exit code that a file calls for.
func (d *deployable) outcome(f auditFlags) int {
	count := d.diags.Count()
	switch {
	case d.err != nil:
		return exitClean // the reporter tells the error, and takes its code
	case d.snap == nil:
		return exitInput
	case count.Errors > 0 || f.failOn == "warning" && count.Warnings > 0:
		return exitFindings
	default:
		return exitClean
	}
}
