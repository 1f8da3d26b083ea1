package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

func (a *app) planCommand() *cobra.Command {
	var how rendering
	cmd := &cobra.Command{
		Use:   "plan INTENT",
		Short: "Show every decision that an intent leads to, and why",
		Long: `Show what an intent leads to: names, addresses, rules, endpoints, roles, the
cluster, outputs and prerequisites. Under each row stands why it is there and, in
brackets, the field of the intent that asked for it.

INTENT is a file, or "-" for standard input.`,
		Example: `  amlsec plan intent.yaml
  amlsec plan intent.yaml --output json`,
		Args:              arguments(1, 1, "INTENT"),
		ValidArgsFunction: atMost(1, completeIntents),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.plan(cmd.Context(), input{args[0]}, how) },
	}
	a.reports(cmd, "text", "json")
	how.params = "none"
	return cmd
}

func (a *app) plan(ctx context.Context, in input, how rendering) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	r := a.render(ctx, in, how)
	rep := a.newReporter(a.err)
	if err := rep.add(r); err != nil {
		return err
	}
	if err := rep.finish(); err != nil {
		return err
	}
	tables := planTables(r.plan)
	if format == "json" {
		return cannotReport(diag.WriteJSON(a.out, planView{planVersion, r.plan.Cloud, r.plan.Location, tables}))
	}
	return a.write(renderTables(tables, a.width(a.out)))
}

// planVersion is the version of a plan's JSON form. It changes when a table or
// a column changes its meaning or goes; new ones do not change it.
const planVersion = 1

// planView is a plan as JSON: the tables of the text, each row an object whose
// keys are the columns in lower camel case, with "why", "from" and "source".
type planView struct {
	Version  int     `json:"version"`
	Cloud    string  `json:"cloud"`
	Location string  `json:"location"`
	Tables   []table `json:"tables"`
}

// planTables are the decisions of a plan, in the order in which one reads them.
func planTables(p *plan.Plan) []table {
	n := namesOf(p)
	all := []table{
		environmentTable(p),
		subnetTable(p, n),
		ruleTable(p),
		egressTable(p, n),
		firewallTable(p),
		endpointTable(p, n),
		zoneTable(p),
		resourceTable(p),
		clusterTable(p, n),
		poolTable(p),
		settingTable(p),
		roleTable(p, n),
		parameterTable(p),
		outputTable(p, n),
		prerequisiteTable(p),
	}
	var shown []table
	for _, t := range all {
		if len(t.Rows) > 0 {
			shown = append(shown, t)
		}
	}
	return shown
}
