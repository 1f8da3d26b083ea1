package armsim

import (
	"fmt"
	"strings"
)

// runtime is the result of a runtime function of a template.
func (w *World) runtime(d *deployment, fn string, args []any) (any, error) {
	text := func(i int) string {
		if i < len(args) {
			s, _ := args[i].(string)
			return s
		}
		return ""
	}
	switch lower := strings.ToLower(fn); lower {
	case "reference":
		return w.reference(text(0), strings.EqualFold(text(2), "full"))
	case "resourcegroup", "subscription":
		return w.referenceFull(d.plan.snap.Scope)
	case "tenant":
		return object{"tenantId": w.s.opts.TenantID, "displayName": "amlsec"}, nil
	case "deployer":
		return object{"objectId": ObjectID, "tenantId": w.s.opts.TenantID, "userPrincipalName": ""}, nil
	case "deployment":
		return d.body(w.s.now()), nil
	case "utcnow":
		if d.plan.opts.UTCNow == "" {
			return nil, templateError("the time is not known")
		}
		return d.plan.opts.UTCNow, nil
	default:
		if strings.HasPrefix(lower, "list") {
			return w.list(text(0))
		}
	}
	return nil, templateError("The template function '" + fn + "' is not known to the simulator.")
}

// reference is what reference() gives: the properties of a resource, or all of it.
func (w *World) reference(id string, full bool) (any, error) {
	all, err := w.referenceFull(id)
	if err != nil || full {
		return all, err
	}
	props, _ := all["properties"].(object)
	return props, nil
}

func (w *World) referenceFull(id string) (object, error) {
	if d := w.s.deployments[strings.ToLower(id)]; d != nil {
		return d.body(w.s.now()), nil
	}
	if r := w.find(id); r != nil {
		return r.body, nil
	}
	return nil, notFound(id)
}

// list is what functions such as listKeys give.
func (w *World) list(id string) (any, error) {
	if w.find(id) == nil {
		return nil, notFound(id)
	}
	key := fmt.Sprintf("armsim-planted-key-%s", uuidOf(strings.ToLower(id))[:8])
	return object{
		"keys": []any{object{"keyName": "key1", "value": key}, object{"keyName": "key2", "value": key}}, "primarySharedKey": key, "key1": key,
		"username": nameOf(id), "passwords": []any{object{"name": "password", "value": key}},
	}, nil
}
