package plan

import (
	"fmt"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// Build decides everything that in asks for. The list holds warnings too; with
// errors in it the plan is nil. The same intent gives the same plan.
func Build(in *intent.Intent) (*Plan, diag.List) { return BuildWith(in, Options{}) }

// BuildWith is Build for one tool that deploys.
func BuildWith(in *intent.Intent, opts Options) (*Plan, diag.List) {
	b := &builder{in: in, opts: opts, plan: &Plan{Intent: in, Cloud: in.Cloud.V, Location: in.Location.V}}
	for _, stage := range b.stages() {
		stage()
	}
	b.accept()
	b.diags.Sort()
	if b.diags.HasErrors() {
		return nil, b.diags
	}
	return b.plan, b.diags
}

// stages are the decisions, in the order in which they build on each other.
// A stage that meets an error reports it and leaves its part empty; the later
// ones still run, so that one run shows every mistake.
func (b *builder) stages() []func() {
	return []func(){
		b.region,
		b.deployment,
		b.azd,
		b.params,
		b.addresses,
		b.securityGroups,
		b.egress,
		b.bastion,
		b.zones,
		b.monitor,
		b.storage,
		b.keyVault,
		b.registry,
		b.workspace,
		b.imageBuild,
		b.cluster,
		b.extension,
		b.attachment,
		b.onlineEndpoint,
		b.endpoints,
		b.roles,
		b.diagnostics,
		b.outputs,
		b.modules,
		b.subnetsInTurn,
		b.prerequisites,
	}
}

// builder holds a plan in the making.
type builder struct {
	in    *intent.Intent
	opts  Options
	plan  *Plan
	diags diag.List
}

// origin says that the field of v asked for an item.
func origin[T any](v intent.Value[T], why string) Origin {
	return Origin{From: v.Path, Span: v.Span, Why: why}
}

// sectionOrigin says that a whole mapping of the intent asked for an item.
func sectionOrigin(s intent.Section, why string) Origin {
	return Origin{From: s.Path, Span: s.Span, Why: why}
}

// place is where to report a problem with v: its own place or, for a default,
// the place of the nearest field that was written.
func place[T any](v intent.Value[T], written ...diag.Span) diag.Span {
	for _, s := range append([]diag.Span{v.Span}, written...) {
		if s.IsValid() {
			return s
		}
	}
	return diag.Span{}
}

// fail reports an error of the given rule.
func (b *builder) fail(code string, at diag.Span, hint, format string, args ...any) {
	b.report(diag.Error, code, at, hint, fmt.Sprintf(format, args...))
}

// warn reports a warning of the given rule.
func (b *builder) warn(code string, at diag.Span, hint, format string, args ...any) {
	b.report(diag.Warning, code, at, hint, fmt.Sprintf(format, args...))
}

func (b *builder) report(sev diag.Severity, code string, at diag.Span, hint, msg string) {
	if at.File == "" {
		at = b.in.Name.Span // what no field asked for belongs to the whole
	}
	b.diags.Add(diag.Diagnostic{Code: code, Severity: sev, Span: at, Msg: msg, Hint: hint, Source: source(code)})
}

// source is where the rule of a code comes from.
func source(code string) string {
	for _, r := range ownRules() {
		if r.Code == code && len(r.Sources) > 0 {
			return r.Sources[0]
		}
	}
	return ""
}
