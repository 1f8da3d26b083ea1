package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
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
	if level == levelFull && w.validate(levelNoRights).err != nil {
		return []finding{notRun("the template is not valid, or could not be validated, without regard to rights")}
	}
	err := w.validate(level).err
	var e *arm.Error
	switch {
	case err == nil:
		return []finding{passed("valid")}
	case ctx.Err() != nil || !errors.As(err, &e):
		return []finding{unread(err, "the validation of the template", actionValidate)}
	case e.Status == http.StatusForbidden && strings.Contains(lower(e.Error()), lower(actionValidate)):
		return []finding{unread(err, "the validation of the template", actionValidate)}
	case e.Status >= 500 || e.Status == http.StatusNotFound || e.Status == http.StatusTooManyRequests:
		return []finding{unread(err, "the validation of the template", actionValidate)}
	}
	var findings []finding
	for _, leaf := range leaves(*e, nil) {
		f := failed(leaf.Code+": "+leaf.Message, "a template that is valid", "see what the provider says of "+orWhole(leaf.Target))
		f.target = leaf.Target
		if r := w.meantBy(leaf); r != nil {
			f.target, f.path = r.ID, r.Origin.Path
		}
		findings = append(findings, f)
	}
	return findings
}

func orWhole(target string) string {
	if target == "" {
		return "the template"
	}
	return target
}

// validate validates once for each level.
func (w *world) validate(level string) *answer {
	w.mu.Lock()
	key := "VALIDATE " + level
	a := w.answers[key]
	if a == nil {
		a = &answer{}
		w.answers[key] = a
	}
	w.mu.Unlock()
	a.once.Do(func() {
		ctx, cancel := context.WithTimeout(w.ctx, validateTimeout)
		defer cancel()
		a.err = w.sendValidation(ctx, level)
	})
	return a
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

// leaves are the errors that have none behind them: what others only wrap.
func leaves(e arm.Error, all []arm.Error) []arm.Error {
	if len(e.Details) == 0 {
		return append(all, e)
	}
	for _, d := range e.Details {
		all = leaves(d, all)
	}
	return all
}

// meantBy is the resource that an error is about: the one that is its target,
// or else the one whose id or name stands in the message, the longest first.
func (w *world) meantBy(e arm.Error) *snapshot.Resource {
	if r := w.makes[lower(e.Target)]; r != nil {
		return r
	}
	text := lower(e.Target + " " + e.Message)
	var best *snapshot.Resource
	for _, r := range w.created {
		if known(r.ID) && strings.Contains(text, lower(r.ID)) && (best == nil || len(r.ID) > len(best.ID)) {
			best = r
		}
	}
	if best != nil {
		return best
	}
	for _, r := range w.created {
		if named := strings.Contains(text, "'"+lower(r.Name)+"'") || strings.Contains(text, lower(r.Type+"/"+nameOf(r.Name))) || lower(e.Target) == lower(nameOf(r.Name)); named && (best == nil || len(r.Name) > len(best.Name)) {
			best = r
		}
	}
	return best
}
