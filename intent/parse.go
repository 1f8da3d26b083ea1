package intent

import (
	"bytes"
	"fmt"
	"reflect"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// maxReports is the number of diagnostics after which the rest are counted
// only: they would scroll the first, which matter most, out of sight.
const maxReports = 100

// Parse reads an intent and checks everything that one field, or one section,
// tells by itself. File stands for the source in every span, exactly as given.
//
// The intent is nil when there are errors; the list, sorted, may hold warnings
// beside an intent. Every section and value has its Path; those that the user
// wrote have a Span, and the others the constant default of their field, if it
// has one. Columns count from 1 and leave a byte order mark out.
//
// Parse never panics, and takes time in proportion to the size of src.
func Parse(file string, src []byte) (*Intent, diag.List) {
	if len(src) > MaxSize {
		return nil, tooLarge(file)
	}
	src = bytes.TrimPrefix(src, []byte(byteOrderMark))
	d := &decoder{src: newSource(file, src), bad: map[string]bool{}}
	in := &Intent{File: file}
	if root := d.document(); root != nil && d.check(root) {
		top := slot{model(), "", entry{d.src.at(root.Line, root.Column), root}}
		d.section(top, reflect.ValueOf(in).Elem())
		d.validate(in)
	}
	list := d.finish()
	if list.HasErrors() {
		return nil, list
	}
	return in, list
}

// decoder turns the nodes of one document into an Intent, and collects what is
// wrong with them.
type decoder struct {
	src     *source
	list    diag.List
	dropped int             // diagnostics beyond maxReports
	bad     map[string]bool // paths of values that are not to be relied on
}

// entry is a value in a mapping or list: its place, and its node, which is
// nil when the user left it out.
type entry struct {
	at   diag.Span
	node *yaml.Node
}

// slot is a field to decode: its declaration, its path, and what was written.
type slot struct {
	*field
	path string
	entry
}

// add appends one diagnostic. Without a source of its own it gets the one that
// its rule has, if it has only one.
func (d *decoder) add(g diag.Diagnostic) {
	if len(d.list) == maxReports {
		d.dropped++
		return
	}
	if g.Source == "" {
		g.Source = sourceOf(g.Code)
	}
	d.list.Add(g)
}

// report adds an error.
func (d *decoder) report(code string, at diag.Span, msg, hint string) {
	d.add(diag.Diagnostic{Code: code, Span: at, Msg: msg, Hint: hint})
}

// wrong adds an error about the value of a field, on which nothing that
// follows relies.
func (d *decoder) wrong(path string, at diag.Span, f *fault) {
	d.bad[path] = true
	name := "the intent"
	if path != "" {
		name = fmt.Sprintf("%q", path)
	}
	d.add(diag.Diagnostic{Code: f.code, Span: at, Msg: name + ": " + f.msg, Hint: f.hint, Source: f.source})
}

// finish is the list, sorted.
func (d *decoder) finish() diag.List {
	d.list.Sort()
	if d.dropped > 0 {
		last := &d.list[len(d.list)-1]
		last.Notes = append(last.Notes, fmt.Sprintf("%d more are not shown", d.dropped))
	}
	return d.list
}

// fault is what is wrong with one value. The message says what was found and
// wanted; the name of the field goes before it.
type fault struct{ code, msg, hint, source string }

func faulty(code, msg, hint string) *fault { return &fault{code: code, msg: msg, hint: hint} }
