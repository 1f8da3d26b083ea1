package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/failure"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionValidate = "Microsoft.Resources/deployments/validate/action"
	pageValidate   = "https://learn.microsoft.com/rest/api/resources/deployments/validate"
)

// validateTimeout bounds a validation: half a minute passes before the answer
// of a large template begins.
const validateTimeout = 5 * time.Minute

// The levels of validation: without and with the rights of the caller.
const (
	levelNoRights = "ProviderNoRbac"
	levelFull     = "Provider"
)

// validateTasks ask Azure Resource Manager, and the providers behind it, what
// they would say of the template.
func validateTasks(level string) func(*world) []task {
	return func(w *world) []task {
		return []task{{w.in.Scope.DeploymentPath(w.in.Name) + "/validate", "", func(ctx context.Context) []finding {
			return w.checkValid(ctx, level)
		}}}
	}
}

func (w *world) checkValid(ctx context.Context, level string) []finding {
	if level == levelFull && w.validate(levelNoRights) != nil {
		return []finding{notRun("the template is not valid, or could not be validated, without regard to rights")}
	}
	err := w.validate(level)
	var e *arm.Error
	switch {
	case err == nil:
		return []finding{passed("valid")}
	case ctx.Err() != nil || !errors.As(err, &e):
		return []finding{unread(err, "the validation of the template", actionValidate)}
	case e.Status == http.StatusForbidden && strings.Contains(strings.ToLower(e.Error()), strings.ToLower(actionValidate)):
		return []finding{unread(err, "the validation of the template", actionValidate)}
	case e.Status >= 500 || e.Status == http.StatusNotFound || e.Status == http.StatusTooManyRequests:
		return []finding{unread(err, "the validation of the template", actionValidate)}
	}
	var findings []finding
	for _, cause := range failure.Causes([]failure.Failed{{Err: e}}) {
		findings = append(findings, w.refusal(cause))
	}
	return findings
}

// refusal is a reason why the template is refused, on the resource that it is about.
func (w *world) refusal(cause failure.Cause) finding {
	f := failed(cause.Code+": "+cause.Message, "a template that Azure accepts", cause.Advice)
	for _, p := range cause.Policies {
		f.found += "; policy " + p.Definition + ", assigned as " + p.Assignment
	}
	f.target = cause.Target
	if r := w.meantBy(cause); r != nil {
		f.target, f.path = r.ID, r.Origin.Path
	}
	if f.remedy == "" {
		f.remedy = "change what the message names, in the intent or in Azure"
	}
	return f
}

// validate validates once for each level; the error says what is not valid.
func (w *world) validate(level string) error {
	return w.share("VALIDATE "+level, validateTimeout, func(ctx context.Context, a *answer) { a.err = w.sendValidation(ctx, level) }).err
}

func (w *world) sendValidation(ctx context.Context, level string) error {
	properties := map[string]any{"mode": "Incremental", "template": w.in.Template, "validationLevel": level}
	if len(w.in.Parameters) > 0 {
		properties["parameters"] = w.in.Parameters
	}
	body := map[string]any{"properties": properties}
	if w.in.Scope.ResourceGroup == "" {
		body["location"] = w.in.Scope.Location
	}
	resp, err := w.client.Do(ctx, arm.Request{Method: http.MethodPost, Path: w.in.Scope.DeploymentPath(w.in.Name) + "/validate", Version: versionDeployments, Body: body})
	if err == nil && resp.Status == http.StatusAccepted {
		resp, err = w.client.Wait(ctx, resp)
	}
	if err != nil {
		return err
	}
	// A template that is not valid can be told with 200.
	var said struct {
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal(resp.Body, &said); err != nil || len(said.Error) == 0 || string(said.Error) == "null" {
		return err
	}
	e := arm.ParseError(resp.Body)
	e.Status = resp.Status
	return e
}

// meantBy is the resource that an error is about: the one that is its target,
// or else the one whose id or name stands in the message, the longest first.
func (w *world) meantBy(e failure.Cause) *snapshot.Resource {
	if r := w.makes[strings.ToLower(e.Target)]; r != nil {
		return r
	}
	text := strings.ToLower(e.Target + " " + e.Message)
	byID := func(r *snapshot.Resource) bool { return known(r.ID) && strings.Contains(text, strings.ToLower(r.ID)) }
	if r := longest(w.created, byID); r != nil {
		return r
	}
	return longest(w.created, func(r *snapshot.Resource) bool {
		return strings.Contains(text, "'"+strings.ToLower(r.Name)+"'") || strings.Contains(text, strings.ToLower(r.Type+"/"+nameOf(r.Name))) || strings.EqualFold(e.Target, nameOf(r.Name))
	})
}

// longest is the resource with the longest id of those that match.
func longest(all []*snapshot.Resource, matches func(*snapshot.Resource) bool) *snapshot.Resource {
	var best *snapshot.Resource
	for _, r := range all {
		if matches(r) && (best == nil || len(r.ID) > len(best.ID)) {
			best = r
		}
	}
	return best
}
