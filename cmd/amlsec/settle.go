package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// repeated is a parameter that a later deployment sets otherwise than the first.
type repeated struct {
	parameter, typ, version string
	// value is the value once the resource is there, from its body.
	value func(body json.RawMessage) any
	why   string
}

// repeats are those of the templates of amlsec; see doc/architecture.md,
// "Deploying again".
func repeats() []repeated {
	return []repeated{
		{"attachCluster", "Microsoft.MachineLearningServices/workspaces/computes", "2025-06-01", func(json.RawMessage) any { return false },
			"the cluster is attached already, and Azure may refuse to attach it again"},
		{"onlineEndpointTraffic", "Microsoft.MachineLearningServices/workspaces/onlineEndpoints", "2025-06-01", traffic,
			"the shares of traffic stay as they are"},
	}
}

func traffic(body json.RawMessage) any {
	var endpoint struct {
		Properties struct{ Traffic map[string]any }
	}
	if json.Unmarshal(body, &endpoint) != nil || endpoint.Properties.Traffic == nil {
		return map[string]any{}
	}
	return endpoint.Properties.Traffic
}

// settle gives a deployment that is not the first the values that it needs,
// where the user gives none, and says so. What is checked and previewed is then
// what is deployed.
func (a *app) settle(ctx context.Context, t *target) error {
	for _, again := range repeats() {
		id, ok := t.repeats(again)
		if !ok {
			continue
		}
		resp, err := t.client.Do(ctx, arm.Request{Path: id, Version: again.version})
		var refused *arm.Error
		switch {
		case arm.NotFound(err):
			continue
		case errors.As(err, &refused):
			a.notice("it is not known whether %s is there already: %s stays as it is: %s", id, again.parameter, t.hide()(err.Error()))
			continue
		case err != nil:
			return cannotAsk(ctx, err)
		}
		value := again.value(resp.Body)
		if err := t.set(again.parameter, value); err != nil {
			return err
		}
		a.notice("%s: %s is set to %s", again.why, again.parameter, shortJSON(value))
	}
	return nil
}

func shortJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return string(text)
}

// repeats finds the resource that a parameter is about, if the template has both
// and nobody gives the parameter.
func (t *target) repeats(again repeated) (string, bool) {
	var given map[string]json.RawMessage
	if json.Unmarshal(t.parameters, &given) != nil {
		return "", false
	}
	for name := range given {
		if strings.EqualFold(name, again.parameter) {
			return "", false
		}
	}
	declared := false
	for _, p := range t.snap.Parameters {
		declared = declared || p.Name == again.parameter
	}
	for _, r := range t.snap.Resources {
		if declared && !r.Existing && strings.EqualFold(r.Type, again.typ) {
			return r.ID, true
		}
	}
	return "", false
}

// set gives a parameter a value, and evaluates the template anew.
func (t *target) set(name string, value any) error {
	given := map[string]json.RawMessage{}
	if err := json.Unmarshal(t.parameters, &given); err != nil {
		return failed(err, "cannot read the parameters")
	}
	raw, err := json.Marshal(map[string]any{"value": value})
	if err != nil {
		return failed(err, "cannot write the parameter %q", name)
	}
	given[name] = raw
	if t.parameters, err = json.Marshal(given); err != nil {
		return failed(err, "cannot write the parameters")
	}
	opts := t.known
	opts.Parameters, opts.ParametersFile = t.parameters, ""
	snap, diags := snapshot.Take(t.template, opts)
	if diags.HasErrors() {
		return failed(diags.Err(), "cannot evaluate the template with %s", name)
	}
	t.snap = snap
	return nil
}

// public are the parameters that were given and are no secret.
func (t *target) public() json.RawMessage {
	var given map[string]json.RawMessage
	if t.snap == nil || json.Unmarshal(t.parameters, &given) != nil {
		return nil
	}
	for _, p := range t.snap.Parameters {
		for name := range given {
			if p.Secure && strings.EqualFold(p.Name, name) {
				delete(given, name)
			}
		}
	}
	raw, err := json.Marshal(given)
	if err != nil {
		return nil // what was read can be written
	}
	return raw
}
