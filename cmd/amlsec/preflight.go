package main

import (
	"context"
	"errors"
	"net/netip"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/intent"
)

// preflightFlags are the flags of preflight.
type preflightFlags struct {
	targetFlags
	strict bool
}

func (a *app) preflightCommand() *cobra.Command {
	var f preflightFlags
	cmd := &cobra.Command{
		Use:   "preflight INTENT|FILE",
		Short: "Ask Azure what would make the deployment fail, without changing anything",
		Long: `Ask Azure what would make the deployment fail: rights, providers, regions, sizes,
quota, names, networks, DNS zones, locks, policies; and have Azure Resource
Manager validate the template. What is checked follows from the resources of the
template; doc/preflight.md lists the checks, and the rights that they need.

Nothing is changed: what is sent only reads. Each check is passed, failed, or not
run and why; what was not run is never told as passed.

Exit codes: 0 nothing failed, 1 a check failed, or with --strict was not run,
2 wrong usage or intent, 3 Azure cannot be reached or logged in to.`,
		Example: `  amlsec preflight intent.yaml --resource-group rg-fraud
  amlsec preflight intent.yaml --strict -o json > preflight.json`,
		Args:              arguments(1, 1, "INTENT or FILE"),
		ValidArgsFunction: atMost(1, completeDeployables),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.preflight(cmd.Context(), args[0], f) },
	}
	a.reports(cmd, "text", "json")
	f.add(cmd)
	cmd.Flags().BoolVar(&f.strict, "strict", false, "count a check that was not run as failed")
	return cmd
}

func (a *app) preflight(ctx context.Context, arg string, f preflightFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	t, err := a.target(ctx, arg, f.targetFlags)
	if err != nil {
		return err
	}
	if err := a.settle(ctx, t); err != nil {
		return err
	}
	results, err := a.checkBefore(ctx, t)
	if err != nil {
		return err
	}
	report := preflightReport{target: t, results: results}
	if format == "json" {
		err = report.writeJSON(a.out)
	} else {
		err = a.write(report.text(a.color(a.out), a.width(a.out)))
	}
	if err != nil {
		return err
	}
	return report.outcome(f.strict)
}

// checkBefore makes all checks of a deployment.
func (a *app) checkBefore(ctx context.Context, t *target) ([]preflight.Result, error) {
	principal, err := t.client.Principal(ctx)
	if err != nil {
		return nil, cannotAsk(ctx, err)
	}
	a.debugf("logged in as the principal %q", principal)
	if isTerminal(a.err) {
		a.notice("asking Azure about the deployment to %s: this may take a minute", t.scope.ID())
	}
	results, err := preflight.Run(ctx, t.client, preflight.Input{
		Snapshot: t.snap, Scope: t.scope, Name: t.name, Template: t.template, Parameters: t.parameters,
		Stated: t.stated(), PrincipalID: principal,
	})
	if err != nil {
		return nil, cannotAsk(ctx, err)
	}
	return results, nil
}

func cannotAsk(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return err
	}
	return azure(err, "cannot check the deployment")
}

// stated are the ranges that the intent states of a network that is there.
func (t *target) stated() []preflight.Stated {
	if t.plan == nil {
		return nil
	}
	net := t.plan.Intent.Network
	vnet := net.VirtualNetwork.Existing.V.String()
	if vnet == "" {
		return nil
	}
	var all []preflight.Stated
	if list := net.VirtualNetwork.AddressPrefixes; len(list) > 0 && list[0].Span.IsValid() {
		all = append(all, preflight.Stated{ID: vnet, Prefixes: ranges(list...)})
	}
	for _, s := range []intent.Subnet{net.Subnets.Endpoints, net.Subnets.LoadBalancer, net.Subnets.Training, net.Subnets.Cluster, net.Subnets.Bastion, net.Subnets.Firewall} {
		if s.Existing.V != "" && s.Prefix.V.IsValid() {
			all = append(all, preflight.Stated{ID: vnet + "/subnets/" + s.Existing.V, Prefixes: ranges(s.Prefix)})
		}
	}
	return all
}

func ranges(list ...intent.Prefix) []netip.Prefix {
	var all []netip.Prefix
	for _, p := range list {
		all = append(all, p.V)
	}
	return all
}
