package preflight

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionPolicy = "Microsoft.PolicyInsights/checkPolicyRestrictions/read"
	pagePolicy   = "https://learn.microsoft.com/rest/api/policy/policy-restrictions/check-at-resource-group-scope"
)

// policyTasks ask of each resource what policies would say of it.
func policyTasks(w *world) []task {
	var tasks []task
	for _, r := range w.created {
		if known(r.ID) {
			tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkPolicy(ctx, r) }))
		}
	}
	return tasks
}

// restrictions is what Azure Policy answers.
type restrictions struct {
	Fields []struct {
		Field        string `json:"field"`
		Restrictions []struct {
			Result string       `json:"result"`
			Policy policyAnswer `json:"policy"`
			Values []string     `json:"values"`
			Effect string       `json:"policyEffect"`
			Reason string       `json:"reason"`
		} `json:"restrictions"`
	} `json:"fieldRestrictions"`
	Content struct {
		Evaluations []struct {
			Policy  policyAnswer `json:"policyInfo"`
			Result  string       `json:"evaluationResult"`
			Details struct {
				Expressions []struct {
					Kind   string `json:"expressionKind"`
					Path   string `json:"path"`
					Result string `json:"result"`
				} `json:"evaluatedExpressions"`
			} `json:"evaluationDetails"`
			Effect struct {
				Effect string `json:"policyEffect"`
			} `json:"effectDetails"`
		} `json:"policyEvaluations"`
	} `json:"contentEvaluationResult"`
}

type policyAnswer struct {
	Definition string `json:"policyDefinitionId"`
	Assignment string `json:"policyAssignmentId"`
}

func (w *world) checkPolicy(ctx context.Context, r *snapshot.Resource) finding {
	content, left := bodyOf(r)
	details := map[string]any{"resourceContent": content, "apiVersion": r.APIVersion}
	if parent := parentOf(r.ID); typeOf(parent) != "" { // of a child, or of what extends another
		details["scope"] = parent
	}
	body := map[string]any{"resourceDetails": details}
	scope, err := w.policyScope(ctx, r)
	if err != nil {
		return unread(err, "the resource group of "+r.ID, actionGroups)
	}
	var answer restrictions
	ask := arm.Request{Path: scope + "/providers/Microsoft.PolicyInsights/checkPolicyRestrictions", Version: versionPolicy, Body: body}
	if err := w.post(ctx, ask, &answer); err != nil {
		return unread(err, "what policies say of "+r.Name, actionPolicy)
	}
	note := ""
	if left > 0 {
		note = fmt.Sprintf("; %s that only Azure knows, or that are secret, were not judged", count(left, "value"))
	}
	if what, by := answer.denied(content); by != nil {
		return failed("the policy "+nameOf(by.Definition)+" denies "+what+note, "a resource that the policy allows", w.exempt(by.Assignment))
	}
	return passed("no policy denies it" + note)
}

// denied is what of the resource a policy denies, and which.
func (a restrictions) denied(content map[string]any) (string, *policyAnswer) {
	for i := range a.Content.Evaluations {
		e := &a.Content.Evaluations[i]
		if !strings.EqualFold(e.Result, "NonCompliant") || !denies(e.Effect.Effect) {
			continue
		}
		var fields []string
		for _, x := range e.Details.Expressions {
			if strings.EqualFold(x.Kind, "field") && strings.EqualFold(x.Result, "True") && x.Path != "" && !strings.EqualFold(x.Path, "type") {
				fields = append(fields, x.Path)
			}
		}
		if fields == nil {
			return "it", &e.Policy
		}
		return "it for " + strings.Join(distinct(fields), ", "), &e.Policy
	}
	for _, f := range a.Fields {
		for i := range f.Restrictions {
			r := &f.Restrictions[i]
			value := look(content, f.Field)
			same := func(v string) bool { return region(v) == region(value) } // regions are listed by either name
			if strings.EqualFold(r.Result, "Deny") && denies(r.Effect) && value != "" && slices.ContainsFunc(r.Values, same) {
				return f.Field + " " + value + ": " + r.Reason, &r.Policy
			}
		}
	}
	return "", nil
}

// denies reports whether an effect is to deny; without one told it is.
func denies(effect string) bool { return effect == "" || strings.EqualFold(effect, "Deny") }

func (w *world) exempt(assignment string) string {
	return "change the intent so that the policy allows it, or ask for an exemption: " +
		az("policy", "exemption", "create", "--name", "amlsec", "--exemption-category", "Waiver", "--policy-assignment", assignment)
}

// policyScope is where policies are asked: the resource group, or the
// subscription when that is not there yet.
func (w *world) policyScope(ctx context.Context, r *snapshot.Resource) (string, error) {
	group := groupOf(r.ID)
	if group == "" || strings.EqualFold(group, r.ID) {
		return subscriptionOf(r.ID), nil
	}
	_, err := w.read(ctx, group, versionProviders)
	if arm.NotFound(err) {
		return subscriptionOf(r.ID), nil
	}
	return group, err
}
