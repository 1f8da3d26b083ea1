package amlsec_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/audit"
	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/policy"
	"github.com/amlsec/amlsec/snapshot"
)

// rules are the codes of all stages, in order.
func rules() []diag.Rule {
	all := slices.Concat(intent.Rules(), plan.Rules(), snapshot.Rules(), audit.Rules(), policy.Rules(), generator.Rules(), bicep.Rules())
	slices.SortStableFunc(all, func(a, b diag.Rule) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

// TestRules demands that each code is one rule's, and says all that
// "amlsec explain" prints; and that its example is reported with it.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules() {
		if seen[r.Code] {
			t.Errorf("%s has two rules", r.Code)
		}
		seen[r.Code] = true
		if r.Title == "" || r.Why == "" || r.Fix == "" || r.Severity == 0 {
			t.Errorf("%s: a rule needs severity, title, why and fix: %+v", r.Code, r)
		}
		if r.Example != "" && !reports(t, r) {
			t.Errorf("%s: its example is not reported with it", r.Code)
		}
	}
	for _, row := range plan.Coverage() {
		for _, code := range row.Codes {
			if !seen[code] {
				t.Errorf("%s is covered by %s, which is no rule", row.ID, code)
			}
		}
	}
}

func reports(t *testing.T, r diag.Rule) bool {
	t.Helper()
	if policy.Owns(r.Code) {
		return reportsPolicy(r)
	}
	if !strings.HasPrefix(r.Example, "apiVersion") && (isSnapshotRule(r) || audit.Owns(r.Code)) {
		return reportsTemplate(r)
	}
	_, diags, err := generator.Generate(context.Background(), "intent.yaml", []byte(r.Example), generator.Options{})
	if err != nil {
		t.Errorf("%s: %v", r.Code, err)
	}
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == r.Code })
}

func isSnapshotRule(r diag.Rule) bool {
	return slices.ContainsFunc(snapshot.Rules(), func(s diag.Rule) bool { return s.Code == r.Code })
}

// reportsTemplate takes the example for a template, or for the parameters of one.
func reportsTemplate(r diag.Rule) bool {
	const empty = `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}`
	s, diags := snapshot.Take([]byte(r.Example), snapshot.Options{})
	diags = append(diags, audit.Run(s, audit.Options{})...)
	_, more := snapshot.Take([]byte(empty), snapshot.Options{Parameters: []byte(r.Example)})
	diags = append(diags, more...)
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == r.Code })
}

// reportsPolicy takes the example for a file of policies, of a storage account
// that takes TLS 1.0.
func reportsPolicy(r diag.Rule) bool {
	const account = `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
	  {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st", "location": "eastus2", "properties": {"minimumTlsVersion": "TLS1_0"}}]}`
	s, _ := snapshot.Take([]byte(account), snapshot.Options{})
	set, diags := policy.Load(policy.File{Name: "policies.json", Text: []byte(r.Example)})
	diags = append(diags, policy.Run(s, set, policy.Options{})...)
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == r.Code && d.Severity == r.Severity })
}

// TestRulesDocument keeps doc/rules.md as the rules say; AMLSEC_UPDATE=1 writes it.
func TestRulesDocument(t *testing.T) {
	const file = "doc/rules.md"
	want := rulesDocument()
	got := golden.File(t, file, []byte(want))
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the rules say; AMLSEC_UPDATE=1 go test . writes it", file)
	}
}

// documented are the rules without those of the audit, which doc/controls.md
// lists with what they check.
func documented() []diag.Rule {
	return slices.DeleteFunc(rules(), func(r diag.Rule) bool { return audit.Owns(r.Code) })
}

func rulesDocument() string {
	var b strings.Builder
	b.WriteString(`# Rules

<!-- Written by AMLSEC_UPDATE=1 go test . from the rules of intent, plan, snapshot, policy, generator and bicep. -->

What amlsec tells a user, code by code; ` + "`amlsec explain CODE`" + ` adds an intent that breaks the rule. The codes
of the audit, AML650 to AML799, are in [controls.md](controls.md). Then, what
becomes of each rule of the source article and of each known failure of a deployment: which code refuses or
reports it, what in the output keeps it, and what only Azure knows, so that no offline check can.

## Codes

| code | severity | rule |
|---|---|---|
`)
	for _, r := range documented() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.Code, strings.ToLower(r.Code), r.Severity, markdown(r.Title))
	}
	coverage(&b, "The source article, rule by rule", "S-")
	coverage(&b, "Known failures of deployments", "F")
	b.WriteString("\n## Each code\n")
	for _, r := range documented() {
		section(&b, r)
	}
	return b.String()
}

// coverage is the table of the rows whose ids begin with prefix.
func coverage(b *strings.Builder, title, prefix string) {
	fmt.Fprintf(b, "\n## %s\n\n| id | what | codes | in the output | known to Azure alone |\n|---|---|---|---|---|\n", title)
	for _, row := range plan.Coverage() {
		if strings.HasPrefix(row.ID, prefix) {
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n",
				row.ID, markdown(row.About), strings.Join(row.Codes, ", "), markdown(row.Generated), markdown(row.Deploy))
		}
	}
}

func section(b *strings.Builder, r diag.Rule) {
	fmt.Fprintf(b, "\n### %s\n\n%s: %s.\n\n- Why: %s\n- Fix: %s\n", r.Code, r.Severity, markdown(r.Title), markdown(r.Why), markdown(r.Fix))
	if ids := coveredBy(r); len(ids) > 0 {
		fmt.Fprintf(b, "- Covers: %s\n", strings.Join(ids, ", "))
	}
	if len(r.Sources) > 0 {
		fmt.Fprintf(b, "- Sources: %s\n", markdown(strings.Join(r.Sources, "; ")))
	}
}

// coveredBy are the ids that a code covers, as the rule and the coverage say.
func coveredBy(r diag.Rule) []string {
	ids := slices.Clone(r.Covers)
	for _, row := range plan.Coverage() {
		if slices.Contains(row.Codes, r.Code) && !slices.Contains(ids, row.ID) {
			ids = append(ids, row.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// markdown is text in a cell of a table.
func markdown(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "\n", " ").Replace(s)
}
