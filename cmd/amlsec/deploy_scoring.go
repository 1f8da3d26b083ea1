package main

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/amlsec/amlsec/deploy"
	"github.com/amlsec/amlsec/diag"
)

// scoringReport is where models are asked, and who gets through.
type scoringReport struct {
	// Addresses are the addresses of the cluster's internal load balancer that
	// listen on 443 or 80; none before a model is deployed.
	Addresses []deploy.Frontend `json:"addresses"`
	// Admissions are those of the callers of the intent; null when not asked for.
	Admissions []deploy.Admission `json:"admissions"`
	// Reason says why there is no more; empty when there is.
	Reason string `json:"reason,omitempty"`
}

const clusterType = "Microsoft.ContainerService/managedClusters"

// scoring finds the scoring address of the environment, and with
// --check-scoring-rule who is admitted to it. Nil for an environment without a
// cluster. The error is the outcome of the check.
func (d *deployment) scoring(ctx context.Context) (*scoringReport, error) {
	cluster := d.target.cluster()
	if cluster == "" {
		return nil, nil
	}
	report := &scoringReport{Addresses: []deploy.Frontend{}}
	all, err := deploy.Frontends(ctx, d.target.client, cluster)
	for _, f := range all {
		if f.Scores() {
			report.Addresses = append(report.Addresses, f)
		}
	}
	switch {
	case err != nil:
		report.Reason = "the scoring address is not known: " + err.Error()
	case len(report.Addresses) == 0:
		report.Reason = "there is no scoring address yet: AKS makes the internal load balancer once the extension runs"
	}
	if !d.flags.checkScoring {
		return report, nil
	}
	return report, d.admit(ctx, report)
}

// cluster is the id of the environment's cluster.
func (t *target) cluster() string {
	if t.snap == nil {
		return ""
	}
	for _, r := range t.snap.Resources {
		if strings.EqualFold(r.Type, clusterType) {
			return r.ID
		}
	}
	return ""
}

// admit checks that the callers of the intent reach the scoring addresses.
func (d *deployment) admit(ctx context.Context, report *scoringReport) error {
	callers, network := d.target.callers()
	report.Admissions = []deploy.Admission{}
	for _, f := range report.Addresses {
		list, err := deploy.Admissions(ctx, d.target.client, f, callers, network)
		if err != nil {
			return azure(err, "cannot check the scoring rule")
		}
		report.Admissions = append(report.Admissions, list...)
	}
	if len(report.Addresses) == 0 {
		return &exit{code: exitFailure, msg: "the scoring rule was not checked: " + report.Reason}
	}
	for _, a := range report.Admissions {
		if !a.Admitted {
			return &exit{code: exitFindings, msg: fmt.Sprintf("callers in %s are not admitted to the scoring address on port %d", a.Caller, a.Port),
				hint: "see inference.scoring.allowFrom, and the rules that were added outside of the intent"}
		}
	}
	return nil
}

// callers are the ranges that the intent lets ask for scores, those of the
// network included, and the ranges of the network.
func (t *target) callers() (callers, network []netip.Prefix) {
	if t.plan == nil {
		return nil, nil
	}
	network = ranges(t.plan.Intent.Network.VirtualNetwork.AddressPrefixes...)
	return append(append([]netip.Prefix{}, network...), ranges(t.plan.Intent.Inference.Scoring.AllowFrom...)...), network
}

// output is the address as an output, for azd.
func (r *scoringReport) output() deploy.Output {
	return deploy.Output{Name: "AZURE_ML_SCORING_ADDRESS", Type: "String", Value: []byte(fmt.Sprintf("%q", r.Addresses[0].Address))}
}

// text is the report for people.
func (r *scoringReport) text() string {
	if r == nil {
		return ""
	}
	var b strings.Builder
	if r.Reason != "" {
		fmt.Fprintln(&b, diag.Printable(r.Reason))
	}
	for _, f := range r.Addresses {
		fmt.Fprintf(&b, "scoring address %s, ports %s\n", f.Address, strings.Trim(fmt.Sprint(f.Ports), "[]"))
	}
	for _, a := range r.Admissions {
		verdict := "admitted"
		if !a.Admitted {
			verdict = "not admitted"
		}
		by := "no network security group"
		if a.Rule != "" {
			by = "rule " + a.Rule
		}
		fmt.Fprintf(&b, "%s: callers in %s on port %d, by %s\n", verdict, a.Caller, a.Port, diag.Printable(by))
	}
	return b.String()
}
