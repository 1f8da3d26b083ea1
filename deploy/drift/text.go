package drift

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/diag"
)

// TextOptions say how a report is written for people.
type TextOptions struct {
	// Color writes in colours.
	Color bool
	// ShowNoise tells of each property why it was not compared.
	ShowNoise bool
	// Place says where a resource was asked for, by its id; nil, or an empty text,
	// for nowhere.
	Place func(id string) string
}

// Counts are the numbers of a report.
type Counts struct {
	Same       int `json:"same"`
	Different  int `json:"different"`
	Missing    int `json:"missing"`
	Unreadable int `json:"unreadable"`
	Unknown    int `json:"unknown"`
	Extra      int `json:"extra"`
	// Compared are values that were compared, Skipped those that cannot be.
	Compared int `json:"compared"`
	Skipped  int `json:"skipped"`
}

// Count counts.
func (r *Report) Count() Counts {
	c := Counts{Extra: len(r.Extra)}
	of := map[State]*int{
		Same: &c.Same, Different: &c.Different, Missing: &c.Missing, Unreadable: &c.Unreadable, Unknown: &c.Unknown,
	}
	for _, res := range r.Resources {
		*of[res.State]++
		c.Compared += res.Compared
		c.Skipped += len(res.Skipped)
	}
	return c
}

// Drifted reports whether what is deployed differs from what was asked for.
func (r *Report) Drifted() bool {
	c := r.Count()
	return c.Different+c.Missing+c.Extra > 0
}

// Partial reports whether a part could not be read, so that no difference does
// not mean that there is none.
func (r *Report) Partial() bool { return r.Count().Unreadable+len(r.Unlisted) > 0 }

// Text is a report for people. No character of a server can steer a terminal.
func (r *Report) Text(opts TextOptions) string {
	p := &printer{opts: opts}
	for _, res := range r.Resources {
		p.resource(res)
	}
	for _, e := range r.Extra {
		p.line(0, "+", "32", property.Title(e.ID)+": is deployed and no longer asked for")
	}
	for _, u := range r.Unlisted {
		p.line(0, "?", "33", "cannot list "+u.Group+": "+u.Why)
	}
	p.summary(r.Count())
	return p.b.String()
}

type printer struct {
	b    strings.Builder
	opts TextOptions
}

func (p *printer) line(indent int, symbol, color, text string) {
	text = strings.TrimSpace(symbol + " " + diag.Printable(text))
	if p.opts.Color && color != "" {
		text = "\x1b[" + color + "m" + text + "\x1b[0m"
	}
	p.b.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

func (p *printer) resource(res Resource) {
	name := property.Title(res.ID)
	switch res.State {
	case Missing:
		p.line(0, "-", "31", name+": does not exist")
	case Different:
		p.line(0, "~", "35", name+": differs")
	case Unreadable:
		p.line(0, "?", "33", name+": cannot be read: "+res.Why)
	case Unknown:
		p.line(0, "?", "", name+": "+res.Why)
	default:
		if !p.opts.ShowNoise || len(res.Skipped) == 0 {
			return
		}
		p.line(0, "=", "", name)
	}
	if p.opts.Place != nil && res.State != Same {
		if at := p.opts.Place(res.ID); at != "" {
			p.line(4, "", "", "asked for by "+at)
		}
	}
	for _, d := range res.Differences {
		p.line(4, "", "", d.Path+": want "+orNothing(d.Want)+", found "+orNothing(d.Got))
	}
	if p.opts.ShowNoise {
		for _, s := range res.Skipped {
			p.line(4, "", "", "not compared: "+s.Path+" ["+s.Reason.Rule+": "+s.Reason.Why+"]")
		}
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// summary tells the numbers, those of what was not compared always.
func (p *printer) summary(c Counts) {
	if p.b.Len() > 0 {
		p.b.WriteString("\n")
	}
	var parts []string
	for _, n := range []struct {
		count int
		what  string
	}{
		{c.Same, "as asked for"}, {c.Different, "different"}, {c.Missing, "missing"}, {c.Extra, "no longer asked for"},
		{c.Unreadable, "not readable"}, {c.Unknown, "known to Azure only"},
	} {
		if n.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.count, n.what))
		}
	}
	if len(parts) == 0 {
		parts = []string{"none"}
	}
	fmt.Fprintf(&p.b, "Resources: %s.\n", strings.Join(parts, ", "))
	fmt.Fprintf(&p.b, "Values: %d compared, %d not comparable", c.Compared, c.Skipped)
	if c.Skipped > 0 && !p.opts.ShowNoise {
		p.b.WriteString("; --show-noise tells which and why")
	}
	p.b.WriteString(".\n")
}
