package main

import (
	"context"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/audit"
	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/snapshot"
)

// deployable is what became of an argument that can be deployed: an intent, a
// source of Bicep or a template.
type deployable struct {
	rendered
	// snap is what it would create; nil with errors.
	snap *snapshot.Snapshot
	// place finds what asked for a resource, by the path of its origin; nil when
	// the file is the template itself.
	place func(path string) diag.Span
	// decided finds what decided one property of a resource; nil for anything but
	// an intent.
	decided func(path, property string) diag.Span
	// accepted are the risks that an intent accepts.
	accepted []audit.Accepted
	// where finds what is known of the deployment, from the template; nil for nothing.
	where func(d *deployable, template []byte) (snapshot.Options, error)
}

// parameters is a file with parameters of a template, and what it is deployed to.
type parameters struct {
	name  string
	text  []byte
	scope scopeFlags
}

// readParameters reads the file of --parameters; none without. What follows the
// environment of azd in it has the values that azd would give it.
func (a *app) readParameters(name string) (parameters, error) {
	if name == "" {
		return parameters{}, nil
	}
	text, err := bicep.ReadFile(name)
	if err != nil {
		return parameters{}, usage("name a parameters file: JSON", "cannot read %q: %s", name, err)
	}
	return parameters{name: name, text: fillIn(withoutMark(text), a.getenv)}, nil
}

// deployable makes the snapshot of an argument. It never panics: a bug met on one
// of many is reported like any other failure.
func (a *app) deployable(ctx context.Context, in input, params parameters) deployable {
	return a.deployableAt(ctx, in, params, nil)
}

// deployableAt is deployable for a deployment that is known: then each parameter
// needs its value.
func (a *app) deployableAt(ctx context.Context, in input, params parameters, where func(*deployable, []byte) (snapshot.Options, error)) (d deployable) {
	d.in, d.name, d.where = in, in.name(), where
	defer func() {
		if p := recover(); p != nil {
			d.snap, d.err = nil, panicked(p, debug.Stack())
		}
	}()
	switch strings.ToLower(filepath.Ext(in.path)) {
	case ".json":
		d.fromTemplate(params)
	case ".bicep":
		d.fromBicep(ctx, params)
	default:
		d.fromIntent(ctx, a, params)
	}
	return d
}

// fromTemplate reads a template.
func (d *deployable) fromTemplate(params parameters) {
	if d.src, d.err = readTemplate(d.in.path); d.err == nil {
		opts := params.scope.options(nil)
		opts.File = d.name
		d.take(d.src, params, opts)
		d.src = snapshot.Hide(d.src)
	}
}

func readTemplate(name string) ([]byte, error) {
	src, err := bicep.ReadFile(name)
	if err != nil {
		return nil, usage("name an intent, a .bicep file or a template", "cannot read %q: %s", name, err)
	}
	return withoutMark(src), nil
}

// fromBicep compiles a source. Findings stand at the resource, or at the module
// of the source that creates it.
func (d *deployable) fromBicep(ctx context.Context, params parameters) {
	p, err := bicep.Check(ctx, filepath.ToSlash(d.name), bicep.Options{NoLint: true, Symbolic: true})
	if err != nil {
		d.err = err
		return
	}
	d.src = p.Source(filepath.ToSlash(d.name))
	if p.Diags.HasErrors() {
		d.diags = p.Diags
		return
	}
	template, err := p.Template()
	if err != nil {
		d.err = &exit{code: exitFailure, msg: "cannot make the template: " + err.Error(), hint: reportIt}
		return
	}
	d.take(template, params, params.scope.options(nil))
	d.inFile()
	places := declarations(d.name, d.src)
	d.place = func(path string) diag.Span {
		if span, ok := places[symbolOf(path)]; ok {
			return span
		}
		return firstLine(d.name)
	}
}

// declared is how a resource or a module is declared in Bicep.
var declared = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^(?:resource|module)[ \t]+(\w+)`)
})

// declarations are the places of resources and modules of a source, by symbol.
func declarations(name string, src []byte) map[string]diag.Span {
	lines := diag.NewLines(src)
	places := map[string]diag.Span{}
	for _, m := range declared().FindAllSubmatchIndex(src, -1) {
		places[string(src[m[2]:m[3]])] = diag.Span{File: name, Start: lines.Pos(m[2]), End: lines.Pos(m[3])}
	}
	return places
}

// symbolOf is the outermost name of a path, without the turn of a loop.
func symbolOf(path string) string {
	first, _, _ := strings.Cut(path, "/")
	first, _, _ = strings.Cut(first, "[")
	return first
}

// fromIntent generates a template. Findings stand at the line of the intent
// that asked for the resource.
func (d *deployable) fromIntent(ctx context.Context, a *app, params parameters) {
	d.rendered = a.render(ctx, d.in, rendering{params: "none", format: generator.ARM})
	if d.err != nil || d.plan == nil {
		return
	}
	// What validate says is not told again.
	d.diags = nil
	d.evaluate(d.files[0].content, params)
}

// evaluate makes the snapshot of the template of an intent.
func (d *deployable) evaluate(template []byte, params parameters) {
	told := d.diags
	d.diags = nil
	d.take(template, params, params.scope.options(d.plan))
	d.inFile()
	if !d.diags.HasErrors() {
		d.diags = nil // parameters without a value are given at the deployment
	}
	d.diags = append(told, d.diags...)
	d.place, d.decided = asked(d.plan)
	for _, accept := range d.plan.Intent.Accept {
		d.accepted = append(d.accepted, audit.Accepted{Code: accept.Code.V, Reason: accept.Reason.V, Span: accept.Code.Span})
	}
}

// asked finds the line of an intent that asked for a resource, and the one that
// decided a property of it; the intent's name stands for what no line asks for.
func asked(p *plan.Plan) (place func(string) diag.Span, decided func(path, property string) diag.Span) {
	origins := p.Origins()
	place = func(path string) diag.Span {
		o, ok := originOf(origins, path)
		switch {
		case !ok:
			return p.Intent.Name.Span
		case o.Span.IsValid():
			return o.Span
		}
		at, _ := p.Intent.Place(o.From)
		return at
	}
	decided = func(path, property string) diag.Span {
		at, _ := p.Decided(path[strings.LastIndexByte(path, '/')+1:], property)
		return at
	}
	return place, decided
}

// originOf is the origin of a resource, by the path of its place in the template.
func originOf(origins map[string]plan.Origin, path string) (plan.Origin, bool) {
	for path != "" {
		plain, _, _ := strings.Cut(path, "[")
		if o, ok := origins[plain]; ok {
			return o, true
		}
		// The module of the whole environment is none of the plan's.
		_, path, _ = strings.Cut(path, "/")
	}
	return plan.Origin{}, false
}

// firstLine stands for a file as a whole.
func firstLine(name string) diag.Span {
	return diag.Span{File: name, Start: diag.Pos{Line: 1, Col: 1}}
}

// take makes the snapshot; with errors there is none.
func (d *deployable) take(template []byte, params parameters, opts snapshot.Options) {
	opts.AssumeMissing = true
	if d.where != nil {
		known, err := d.where(d, template)
		if err != nil {
			d.err = err
			return
		}
		known.File, known.Cloud = opts.File, opts.Cloud
		opts = known
	}
	opts.Parameters, opts.ParametersFile = params.text, params.name
	snap, diags := snapshot.Take(template, opts)
	d.diags = append(d.diags, diags...)
	if !diags.HasErrors() {
		d.snap = snap
	}
}

// inFile moves what stands in a template that nobody sees to the file.
func (d *deployable) inFile() {
	for i, found := range d.diags {
		if found.Span.File == "" {
			d.diags[i].Span = firstLine(d.name)
		}
	}
}

// deployables are the arguments of the commands on what can be deployed; a
// directory stands for the intents in it.
func deployables(args []string, params string) ([]input, error) {
	list, _, err := inputs(args)
	if err == nil && len(list) > 1 && params != "" {
		err = usage("name one file", "--parameters holds the parameters of one template, and there are %d", len(list))
	}
	return list, err
}
