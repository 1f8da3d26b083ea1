package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy"
	causes "github.com/amlsec/amlsec/deploy/failure"
	"github.com/amlsec/amlsec/diag"
)

// end tells how a deployment ended.
func (d *deployment) end(ctx context.Context, result *deploy.Result) error {
	if result.State != deploy.Succeeded {
		if err := d.explain(result); err != nil {
			return err
		}
		return d.ended(result)
	}
	scoring, outcome := d.scoring(ctx)
	if scoring != nil && len(scoring.Addresses) > 0 {
		result.Outputs = append(result.Outputs, scoring.output())
	}
	err := d.report(result, scoring)
	if d.flags.azdEnv != "" {
		err = first(err, d.writeEnv(result.Outputs))
	}
	return first(err, d.broken, outcome)
}

// final is the last line of the JSON output.
type final struct {
	Event string `json:"event"`
	*deploy.Result
	// Scoring is nil when it was not found out.
	Scoring *scoringReport `json:"scoring"`
}

func (d *deployment) report(result *deploy.Result, scoring *scoringReport) error {
	if d.json {
		d.line(final{"result", result, scoring})
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: succeeded", result.Name)
	if result.Seconds > 0 {
		fmt.Fprintf(&b, " in %s", duration(result.Seconds))
	}
	b.WriteString("\n")
	for _, o := range result.Outputs {
		fmt.Fprintf(&b, "%s = %s\n", diag.Printable(o.Name), diag.Printable(d.hide(o.Text())))
	}
	b.WriteString(scoring.text())
	return d.write(d.hide(b.String()))
}

// explain prints why a deployment failed: each cause at the line of the intent
// that asked for the resource, with what to do.
func (d *deployment) explain(result *deploy.Result) error {
	if d.json {
		d.line(final{"result", result, nil})
		return d.broken
	}
	var list diag.List
	for _, c := range result.Causes {
		list.Add(d.diagnostic(c))
	}
	opts := d.printOptions(d.err)
	opts.Source, opts.NoSummary = d.target.text, true
	if err := diag.Print(d.err, list, opts); err != nil {
		return cannotReport(err)
	}
	return nil
}

// diagnostic words a cause.
func (d *deployment) diagnostic(c causes.Cause) diag.Diagnostic {
	msg := c.Code
	if c.Message != "" {
		msg += ": " + strings.TrimRight(c.Message, ".")
	}
	if at := c.Resource; at != "" {
		msg += "; at " + at
	} else if c.Target != "" {
		msg += "; at " + c.Target
	}
	for _, p := range c.Policies {
		msg += fmt.Sprintf("; denied by the policy %q, assigned as %q", p.Definition, p.Assignment)
		if len(p.Fields) > 0 {
			msg += " (" + strings.Join(p.Fields, ", ") + ")"
		}
	}
	if c.RequestID != "" {
		msg += "; request " + c.RequestID
	}
	hint := c.Advice
	if hint != "" && c.Source != "" {
		hint += " (" + c.Source + ")"
	}
	return diag.Diagnostic{Severity: diag.Error, Span: d.target.spanOf(c.Resource), Msg: d.hide(msg), Hint: hint}
}

// spanOf is where the intent asked for a resource, or for the one that it lies in.
func (t *target) spanOf(id string) diag.Span {
	if t.snap == nil || t.place == nil || id == "" {
		return diag.Span{}
	}
	for id = strings.ToLower(id); strings.Contains(id, "/providers/"); id = parentID(id) {
		for _, r := range t.snap.Resources {
			if !r.Existing && strings.EqualFold(r.ID, id) {
				return t.place(r.Origin.Path)
			}
		}
	}
	return diag.Span{}
}

// parentID is the id without its last type and name.
func parentID(id string) string {
	parts := strings.Split(id, "/")
	return strings.Join(parts[:max(len(parts)-2, 0)], "/")
}

// ended is the outcome of a deployment that did not succeed.
func (d *deployment) ended(result *deploy.Result) error {
	msg := fmt.Sprintf("the deployment %q failed: %s", result.Name, plural(len(result.Causes), "cause"))
	hint := "run it again when the causes are removed: what exists stays; correlation id " + result.CorrelationID + ", " + result.Portal
	switch {
	case result.Refused:
		msg = fmt.Sprintf("Azure refuses the deployment %q: nothing was deployed", result.Name)
		hint = "correlation id " + result.CorrelationID
	case result.State == deploy.Canceled:
		msg = fmt.Sprintf("the deployment %q was canceled: what was created by then stays", result.Name)
		hint = "run it again to complete it; correlation id " + result.CorrelationID + ", " + result.Portal
	}
	return &exit{code: exitFailure, msg: msg, hint: hint}
}

// writeEnv writes the outputs for azd.
func (d *deployment) writeEnv(list []deploy.Output) error {
	text, skipped := deploy.Dotenv(list)
	for _, s := range skipped {
		d.notice("the output %q is left out of %q: %s", s.Name, d.flags.azdEnv, s.Why)
	}
	return d.writing(func() error { return writeFile(d.flags.azdEnv, []byte(text)) })
}
