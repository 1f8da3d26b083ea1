package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/deploy/whatif"
	"github.com/amlsec/amlsec/diag"
)

// prepare makes what comes before a deployment: checks, a preview, a yes.
func (d *deployment) prepare(ctx context.Context) error {
	if d.job.Template == nil {
		return &exit{code: exitFailure, msg: fmt.Sprintf("there is no deployment %q in %s", d.job.Name, d.target.scope.ID()),
			hint: "check --subscription, --resource-group and --name; to begin one, name an intent"}
	}
	if !d.flags.yes && !d.mayPrompt() {
		return usage("look at the change with amlsec whatif, and say --yes", "there is nobody to ask: nothing was deployed")
	}
	if err := d.settle(ctx, d.target); err != nil {
		return err
	}
	d.job.Parameters = d.target.parameters
	if err := d.check(ctx); err != nil {
		return err
	}
	if err := d.preview(ctx); err != nil {
		return err
	}
	return d.agree(ctx)
}

// check stops what would fail. What fails only later is told.
func (d *deployment) check(ctx context.Context) error {
	if d.flags.noPreflight {
		return nil
	}
	results, err := d.checkBefore(ctx, d.target)
	if err != nil {
		return err
	}
	report := preflightReport{target: d.target, results: results}
	if d.json {
		err = d.step("preflight", report.writeJSON)
	} else {
		err = d.write(report.text(d.color(d.out), d.width(d.out)) + "\n")
	}
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.Status == preflight.Failed && r.Blocks {
			return &exit{code: exitFindings, msg: "the deployment would fail: nothing was deployed",
				hint: "see the failed checks; --no-preflight deploys all the same"}
		}
	}
	return nil
}

// preview shows what would change. A preview that is not complete is told, and
// is no reason to stop: whoever agrees has been told.
func (d *deployment) preview(ctx context.Context) error {
	if d.flags.noWhatif {
		return nil
	}
	t := d.target
	result, err := whatif.Run(ctx, whatif.Azure{Do: t.client.Do, Wait: t.client.Wait}, t.whatif("Provider"), t.facts())
	if arm.HasCode(err, "ResourceGroupNotFound") {
		return d.cannot(ctx, err)
	}
	if err != nil {
		err = t.azure(err, "cannot preview %q", d.job.Name)
		if e := (*exit)(nil); errors.As(err, &e) && e.hint == "" {
			e.hint = "--no-whatif deploys without a preview"
		}
		return err
	}
	if d.json {
		return d.step("whatif", func(w io.Writer) error { return diag.WriteJSON(w, whatif.NewReport(result, t.askedBy())) })
	}
	if err := d.write(whatif.Text(result, whatif.TextOptions{Color: d.color(d.out), Place: t.askedBy()}) + "\n"); err != nil {
		return err
	}
	if err := previewed(result, false); err != nil {
		d.notice("%s", err)
	}
	return nil
}

// agree asks whether to deploy.
func (d *deployment) agree(ctx context.Context) error {
	if d.flags.yes {
		return nil
	}
	fmt.Fprintf(d.err, "deploy %s to %s? [y/N] ", diag.Printable(d.job.Name), diag.Printable(d.target.scope.ID()))
	line, err := bufio.NewReader(interruptible{ctx, d.in}).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return failed(err, "cannot read the answer")
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return nil
	}
	return &exit{code: exitFindings, msg: "nothing was deployed"}
}
