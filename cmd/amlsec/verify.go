package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/deploy/drift"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/snapshot"
)

func (a *app) verifyCommand() *cobra.Command {
	var f targetFlags
	var showNoise bool
	cmd := &cobra.Command{
		Use:   "verify INTENT|FILE",
		Short: "Is what is deployed what was asked for?",
		Long: `Read each resource of an intent, a .bicep file or a template from Azure, and compare each
property that it sets with what is there. Nothing is changed. What Azure sets by itself is
no difference; a rule, a route or an identity more than was asked for is one. So is a
resource that carries the tag of the environment and is no longer asked for.

Exit code 1 says that there is a difference, 3 that none was found and a part could not
be read. Secrets are neither compared nor shown.`,
		Example: `  amlsec verify intent.yaml -g rg-fraud
  amlsec verify intent.yaml -g rg-fraud -o json`,
		Args:              arguments(1, 1, "an intent or a file"),
		ValidArgsFunction: atMost(1, completeDeployables),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.lenient = true
			return a.verify(cmd.Context(), args[0], verifying{f, showNoise})
		},
	}
	a.reports(cmd, "text", "json")
	f.add(cmd)
	cmd.Flags().BoolVar(&showNoise, "show-noise", false, "show what was not compared, and why")
	return cmd
}

// verifying are the flags of verify.
type verifying struct {
	target    targetFlags
	showNoise bool
}

func (a *app) verify(ctx context.Context, arg string, f verifying) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	t, err := a.target(ctx, arg, f.target)
	if err != nil {
		return err
	}
	opts := drift.Options{Facts: t.facts()}
	if name := t.environment(); name != "" {
		opts.Groups, opts.Tag, opts.Value = t.groups(), plan.OwnerTag, name
	}
	report, err := drift.Run(ctx, drift.Azure{Get: t.client.Get, List: t.client.List}, t.snap, opts)
	if err != nil {
		return t.azure(err, "cannot compare %q with what is deployed", t.deployable.name)
	}
	if format == "json" {
		err = diag.WriteJSON(a.out, report.JSON(t.askedBy()))
	} else {
		err = a.write(report.Text(drift.TextOptions{Color: a.color(a.out), ShowNoise: f.showNoise, Place: t.askedBy()}))
	}
	switch {
	case err != nil:
		return err
	case report.Drifted():
		return &exit{code: exitFindings}
	case report.Partial():
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("%q: no difference was found, but a part could not be read", t.deployable.name),
			hint: "see the lines with a question mark; reading needs the role Reader on the resource groups",
		}
	}
	return nil
}

// environment is the name of the environment, by which its resources are tagged;
// empty for what is no intent.
func (t *target) environment() string {
	if t.plan == nil {
		return ""
	}
	return t.plan.Intent.Name.V
}

// groups are the ids of the resource groups of the environment: that of the
// deployment, or those that it creates.
func (t *target) groups() []string {
	if t.scope.ResourceGroup != "" {
		return []string{t.scope.ID()}
	}
	var ids []string
	for _, r := range t.snap.Resources {
		if isGroup(r) && !r.Existing {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func isGroup(r snapshot.Resource) bool { return r.Type == "Microsoft.Resources/resourceGroups" }
