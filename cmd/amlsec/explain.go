package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/audit"
	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/policy"
	"github.com/amlsec/amlsec/snapshot"
)

// rules are all codes there are, in order.
func rules() []diag.Rule {
	all := slices.Concat(intent.Rules(), plan.Rules(), snapshot.Rules(), audit.Rules(), policy.Rules(), generator.Rules(), bicep.Rules())
	slices.SortStableFunc(all, func(a, b diag.Rule) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

func (a *app) explainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain a code: what it asks for, why, and how to fix it",
		Long: `Explain a code: what it asks for, why, how to fix it, and an intent or template
that breaks it. Without a code, list all.`,
		Example: `  amlsec explain AML020
  amlsec explain`,
		Args:              arguments(0, 1, ""),
		ValidArgsFunction: atMost(1, completeCodes),
		RunE:              func(_ *cobra.Command, args []string) error { return a.explain(args) },
	}
	a.reports(cmd, "text", "json")
	return cmd
}

func (a *app) explain(args []string) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	found := rules()
	if len(args) == 1 {
		rule, err := findRule(slices.Concat(found, bicep.LinterRules()), args[0])
		if err != nil {
			return err
		}
		found = []diag.Rule{rule}
	}
	switch {
	case format == "json":
		return diag.WriteJSON(a.out, ruleViews(found))
	case len(args) == 1:
		return a.write(explainRule(found[0]))
	default:
		return a.write(listRules(found))
	}
}

func findRule(all []diag.Rule, code string) (diag.Rule, error) {
	codes := make([]string, len(all))
	for i, r := range all {
		if strings.EqualFold(r.Code, code) {
			return r, nil
		}
		codes[i] = r.Code
	}
	hint := didYouMean(code, codes)
	switch {
	case len(code) == len("BCP000") && strings.EqualFold(code[:3], "BCP"):
		hint = "codes that begin with BCP are Bicep's own: https://aka.ms/bicep/core-diagnostics#" + strings.ToUpper(code)
	case hint == "":
		hint = `"amlsec explain" lists all codes`
	}
	return diag.Rule{}, usage(hint, "there is no code %q", code)
}

func listRules(all []diag.Rule) string {
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%s  %-7s  %s\n", r.Code, r.Severity, r.Title)
	}
	return b.String()
}

func explainRule(r diag.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n", r.Code, r.Severity, r.Title)
	for _, part := range [][2]string{{"Why", r.Why}, {"Fix", r.Fix}} {
		if part[1] != "" {
			fmt.Fprintf(&b, "\n%s: %s\n", part[0], part[1])
		}
	}
	if r.Example != "" {
		thing := "An intent"
		if strings.HasPrefix(r.Example, "{") {
			thing = "A template"
		}
		if policy.Owns(r.Code) {
			thing = "A file of policies"
		}
		fmt.Fprintf(&b, "\n%s that breaks it:\n\n%s", thing, indent(r.Example, "    "))
	}
	writeList(&b, "Sources", r.Sources)
	writeList(&b, "Covers", r.Covers)
	return b.String()
}

func writeList(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for _, s := range items {
		fmt.Fprintf(b, "  - %s\n", s)
	}
}

// indent puts a margin before each line of text that is not blank. Examples
// hold what breaks a rule, which may be a control character.
func indent(text, margin string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		if line = strings.TrimRight(line, "\n"); line != "" {
			b.WriteString(margin + diag.Printable(line))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// ruleView is a rule as JSON.
type ruleView struct {
	Code     string        `json:"code"`
	Severity diag.Severity `json:"severity"`
	Title    string        `json:"title"`
	Why      string        `json:"why,omitempty"`
	Fix      string        `json:"fix,omitempty"`
	Example  string        `json:"example,omitempty"`
	Sources  []string      `json:"sources,omitempty"`
	Covers   []string      `json:"covers,omitempty"`
}

func ruleViews(all []diag.Rule) []ruleView {
	views := make([]ruleView, len(all))
	for i, r := range all {
		views[i] = ruleView(r)
	}
	return views
}
