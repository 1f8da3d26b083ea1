package destroy

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/diag"
)

// TextOptions say how a list is written for people.
type TextOptions struct {
	// Color writes in colours.
	Color bool
}

// Text is a list for people. No character of a server can steer a terminal.
func (l *List) Text(opts TextOptions) string {
	p := &printer{opts: opts}
	p.items(l)
	p.kept(l)
	p.locks(l)
	p.stays(l)
	return p.b.String()
}

type printer struct {
	b    strings.Builder
	opts TextOptions
}

func (p *printer) line(indent int, color, text string) {
	text = diag.Printable(text)
	if p.opts.Color && color != "" {
		text = "\x1b[" + color + "m" + text + "\x1b[0m"
	}
	p.b.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

func (p *printer) items(l *List) {
	if len(l.Items)+len(l.Groups) == 0 {
		p.b.WriteString("Nothing to delete.\n")
	} else {
		p.b.WriteString("Would be deleted, in this order:\n")
	}
	for _, item := range l.Items {
		text := "- " + item.Title()
		if item.With > 0 {
			text += fmt.Sprintf(", and %d in it", item.With)
		}
		p.line(2, "38;5;208", text)
	}
	for _, group := range l.Groups {
		p.line(2, "38;5;208", "- "+group.Title()+", if nothing is left in it")
	}
	if l.Gone > 0 {
		fmt.Fprintf(&p.b, "%s of the template did not exist.\n", count(l.Gone, "resource"))
	}
}

// Title names a resource, and what it extends.
func (i Item) Title() string { return property.Title(i.ID) }

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func (p *printer) kept(l *List) {
	if len(l.Kept) == 0 {
		return
	}
	p.b.WriteString("\nStays:\n")
	for _, k := range l.Kept {
		p.line(2, "", "= "+property.Title(k.ID)+": "+k.Why)
	}
}

func (p *printer) locks(l *List) {
	if l.LocksUnread != "" {
		p.b.WriteString("\n")
		p.line(0, "33", "Locks could not be read: "+l.LocksUnread)
	}
	if len(l.Locks) == 0 {
		return
	}
	p.b.WriteString("\nLocks in the way:\n")
	for _, lock := range l.Locks {
		p.line(2, "33", fmt.Sprintf("! %s %q, of %s: az lock delete --ids %s", lock.Level, lock.Name, count(lock.Blocks, "resource"), quoted(lock.ID)))
	}
}

// stays tells what Azure keeps, and for how long.
func (p *printer) stays(l *List) {
	any := false
	for _, item := range l.Items {
		if item.Stays == nil {
			continue
		}
		if !any {
			p.b.WriteString("\nAzure keeps these for a while after, and with them their names. Nothing is purged:\n")
		}
		any = true
		text := "= " + item.Title() + " until " + item.Stays.Until.UTC().Format("2006-01-02")
		if item.Stays.Protected {
			text += "; purge protection keeps everyone from purging it before"
		}
		p.line(2, "", text)
		for _, c := range []struct{ what, command string }{{"recover", item.Stays.Recover}, {"purge", item.Stays.Purge}} {
			if c.command != "" {
				p.line(6, "", c.what+": "+c.command)
			}
		}
	}
}
