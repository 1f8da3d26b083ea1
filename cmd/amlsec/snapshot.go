package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

func (a *app) snapshotCommand() *cobra.Command {
	var f scopeFlags
	cmd := &cobra.Command{
		Use:   "snapshot INTENT|FILE",
		Short: "List the resources that would be created",
		Long: `Evaluate what would be deployed, offline, into the resources it would create:
parameters, variables, loops, conditions and nested deployments are resolved.
What Azure alone knows stays an expression. FILE is a main.bicep or a main.json.

--output json holds every property, and is what "amlsec diff" reads.

` + scopeHelp,
		Example: `  amlsec snapshot intent.yaml
  amlsec snapshot main.json --parameters main.parameters.json -o json > before.json`,
		Args:              arguments(1, 1, "INTENT or FILE"),
		ValidArgsFunction: atMost(1, completeDeployables),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.snapshot(cmd.Context(), args[0], f) },
	}
	a.reports(cmd, "table", "json")
	f.add(cmd)
	return cmd
}

func (a *app) snapshot(ctx context.Context, arg string, f scopeFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	params, err := f.read(a)
	if err != nil {
		return err
	}
	d := a.deployable(ctx, input{arg}, params)
	if err := a.tellProblems(d); err != nil {
		return err
	}
	if format == "json" {
		return diag.WriteJSON(a.out, d.snap)
	}
	return a.write(snapshotTable(d.snap))
}

// tellProblems prints what is wrong with a file to standard error, and is how a
// run ends that cannot go on.
func (a *app) tellProblems(d deployable) error {
	opts := a.printOptions(a.err)
	opts.Source = d.text
	if err := diag.Print(a.err, d.diags, opts); err != nil {
		return cannotReport(err)
	}
	switch {
	case d.err != nil:
		return d.err
	case d.snap == nil:
		return refused()
	default:
		return nil
	}
}

// snapshotTable lists the resources of a snapshot by type and name.
func snapshotTable(s *snapshot.Snapshot) string {
	var rows [][]string
	for _, r := range s.Resources {
		if !r.Existing {
			rows = append(rows, []string{r.Type, r.Name, r.APIVersion, r.Origin.Path})
		}
	}
	slices.SortStableFunc(rows, slices.Compare)
	t := newTable(fmt.Sprintf("%s in %s", plural(len(rows), "resource"), scopeName(s.Scope)), "type", "name", "api version:apiVersion", "from")
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = diag.Width(c.title)
		for _, r := range rows {
			widths[i] = max(widths[i], diag.Width(diag.Printable(r[i])))
		}
	}
	var b strings.Builder
	b.WriteString(diag.Printable(t.Name) + "\n\n")
	t.cells(&b, []string{"TYPE", "NAME", "API VERSION", "FROM"}, widths)
	for _, r := range rows {
		t.cells(&b, r, widths)
	}
	return b.String()
}

// scopeName is what a template is deployed to, in words.
func scopeName(scope string) string {
	if scope == "" {
		return "the tenant"
	}
	return scope
}
