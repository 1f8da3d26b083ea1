package whatif

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/diag"
)

// TextOptions say how a result is written for people.
type TextOptions struct {
	// Color writes in the colours of the Azure CLI.
	Color bool
	// ShowNoise tells what was folded and why, and the resources that stay as
	// they are; Details each property of what is made or lost.
	ShowNoise, Details bool
	// Place says where a resource was asked for, by its id; nil, or an empty text,
	// for nowhere.
	Place func(id string) string
}

// style is how a kind is written.
type style struct {
	kind   Kind
	symbol string
	color  string
	means  string
}

// styles are those of the Azure CLI.
func styles() []style {
	const orange, green, purple, blue, gray = "38;5;208", "38;5;77", "38;5;141", "38;5;39", "38;5;246"
	return []style{
		{Delete, "-", orange, "delete"},
		{Create, "+", green, "create"},
		{Modify, "~", purple, "modify"},
		{Deploy, "!", blue, "deploy, what changes is not told"},
		{Unsupported, "x", gray, "cannot be previewed"},
		{NoChange, "=", "0", "no change"},
		{Ignore, "*", gray, "not of this deployment"},
	}
}

func styleOf(k Kind) style {
	for _, s := range styles() {
		if s.kind == k {
			return s
		}
	}
	return style{kind: k, symbol: "~", color: "0"}
}

// Text is a result for people. No character of a server can steer a terminal.
func Text(r *Result, opts TextOptions) string {
	p := &printer{opts: opts}
	p.legend(r)
	p.section(r.Changes)
	p.potential(r.Potential)
	p.diagnostics(r.Diagnostics)
	p.summary(r)
	return p.b.String()
}

type printer struct {
	b    strings.Builder
	opts TextOptions
}

func (p *printer) line(indent int, k Kind, text string) {
	s := styleOf(k)
	text = s.symbol + " " + diag.Printable(text)
	if p.opts.Color && s.color != "0" {
		text = "\x1b[" + s.color + "m" + text + "\x1b[0m"
	}
	p.b.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

func (p *printer) plain(indent int, text string) {
	p.b.WriteString(strings.Repeat(" ", indent) + diag.Printable(text) + "\n")
}

// legend explains the symbols that are used.
func (p *printer) legend(r *Result) {
	used := map[Kind]bool{}
	for _, c := range slices.Concat(r.Changes, r.Potential) {
		used[c.effective()] = p.shown(c) || used[c.effective()]
		for _, of := range c.Properties {
			used[of.Kind] = used[of.Kind] || p.shown(c) && p.details(c)
		}
	}
	p.b.WriteString("Symbols:")
	for _, s := range styles() {
		if used[s.kind] {
			p.b.WriteString("  " + s.symbol + " " + s.means)
		}
	}
	if r.Count().Unresolved > 0 {
		p.b.WriteString("  ? known at the deployment only")
	} else if len(used) == 0 || !slices.ContainsFunc(styles(), func(s style) bool { return used[s.kind] }) {
		p.b.WriteString("  none, for nothing would change")
	}
	p.b.WriteString("\n")
}

// shown reports whether a change is written at all.
func (p *printer) shown(c Change) bool {
	return p.opts.ShowNoise || c.matters() || len(c.Unresolved) > 0
}

// details reports whether the properties of a change are written.
func (p *printer) details(c Change) bool {
	return p.opts.Details || c.Kind != Create && c.Kind != Delete
}

// section writes changes, by the scope they lie in.
func (p *printer) section(list []Change) {
	scope, any := "", false
	for _, c := range list {
		if !p.shown(c) {
			continue
		}
		if !any || !strings.EqualFold(c.Scope, scope) {
			p.b.WriteString("\n")
			p.plain(0, "Scope: "+orNone(c.Scope))
		}
		scope, any = c.Scope, true
		p.change(c)
	}
}

func orNone(scope string) string {
	if scope == "" {
		return "(none)"
	}
	return scope
}

func (p *printer) change(c Change) {
	p.line(2, c.effective(), property.Title(c.ID))
	if p.opts.Place != nil {
		if at := p.opts.Place(c.ID); at != "" && c.matters() {
			p.plain(6, "asked for by "+at)
		}
	}
	if c.Reason != "" {
		p.plain(6, "because "+c.Reason)
	}
	if p.details(c) {
		for _, of := range c.Properties {
			p.property(of)
		}
		for _, of := range c.Unresolved {
			p.plain(4, "? "+of.Path+": "+of.After)
		}
	}
	if p.opts.ShowNoise {
		for _, f := range c.Folded {
			p.plain(6, "folded: "+f.Path+": "+arrow(f)+" ["+f.Folded.Rule+": "+f.Folded.Why+"]")
		}
	}
}

func (p *printer) property(c Property) { p.line(4, c.Kind, c.Path+": "+arrow(c)) }

func arrow(c Property) string {
	switch {
	case c.Before == "":
		return c.After
	case c.After == "":
		return c.Before
	}
	return c.Before + " => " + c.After
}

func (p *printer) potential(list []Change) {
	if !slices.ContainsFunc(list, p.shown) {
		return
	}
	p.b.WriteString("\nMay or may not be deployed: what decides is known at the deployment only.\n")
	p.section(list)
}

func (p *printer) diagnostics(list []Diagnostic) {
	if len(list) == 0 {
		return
	}
	p.b.WriteString("\nRemarks of Azure:\n")
	for _, d := range list {
		text := strings.ToLower(d.Level) + " " + d.Code + ": " + d.Message
		if d.Target != "" {
			text += " (" + d.Target + ")"
		}
		p.plain(2, text)
	}
}

// summary tells the numbers, those of what was folded always.
func (p *printer) summary(r *Result) {
	c := r.Count()
	var parts []string
	for _, n := range []struct {
		count int
		what  string
	}{
		{c.Delete, "to delete"}, {c.Create, "to create"}, {c.Modify, "to modify"}, {c.Deploy, "to deploy"},
		{c.Unsupported, "not previewed"}, {c.Potential, "may or may not be deployed"},
		{c.NoChange, "unchanged"}, {c.Ignore, "not of this deployment"},
	} {
		if n.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.count, n.what))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no resources"}
	}
	p.b.WriteString("\nResources: " + strings.Join(parts, ", ") + ".\n")
	if c.Unresolved > 0 {
		fmt.Fprintf(&p.b, "%s known at the deployment only.\n", values(c.Unresolved))
	}
	fmt.Fprintf(&p.b, "%s folded as noise", differences(c.Folded))
	if c.Folded > 0 && !p.opts.ShowNoise {
		p.b.WriteString("; --show-noise tells which and why")
	}
	p.b.WriteString(".\n")
}

func values(n int) string {
	if n == 1 {
		return "1 value is"
	}
	return fmt.Sprintf("%d values are", n)
}

func differences(n int) string {
	if n == 1 {
		return "1 difference"
	}
	return fmt.Sprintf("%d differences", n)
}
