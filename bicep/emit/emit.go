// Package emit turns the model of a Bicep file into the ARM template that the
// Bicep CLI makes of it: the same JSON, byte for byte, but for the generator
// that the metadata name.
//
// The rules were learnt from what the Bicep CLI writes; where it has oddities,
// so has this package, for a deployment must not differ by the tool that
// compiled it.
package emit

import (
	"errors"
	"fmt"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// Options say how a template is made. The zero value is what bicep build does.
type Options struct {
	// Symbolic makes all files use symbolic names, even those that do not
	// need them.
	Symbolic bool
	// Name and Version are the generator's in the metadata; an empty Name is
	// "amlsec".
	Name, Version string
}

// Limits of a template. ARM accepts no more than 4 MB.
const (
	// maxSize is how many bytes a template may have.
	maxSize = 16 << 20
	// maxWork is how many expressions may be converted. Variables that must
	// be repeated at each use can grow without bound.
	maxWork = 1 << 20
)

// Errors that have nothing to do with one place in a file.
var (
	// ErrFaulty is the error of a file that has errors.
	ErrFaulty = errors.New("the file has errors")
	// ErrParams is the error of a parameters file.
	ErrParams = errors.New("a parameters file is no template")
	// ErrTooLarge is the error of a template beyond all limits.
	ErrTooLarge = errors.New("the template would be too large")
)

// Template makes the ARM template of a file. The error is ErrFaulty if the
// file did not load without errors, ErrParams or ErrTooLarge; any other names
// the place of what cannot be expressed, which a checked file does not have.
func Template(m *check.Model, opts Options) ([]byte, error) {
	if m.Faulty() {
		return nil, ErrFaulty
	}
	if m.File.Params {
		return nil, ErrParams
	}
	if opts.Name == "" {
		opts.Name = "amlsec"
	}
	b := &build{opts: opts, templates: map[check.Source]*check.Object{}}
	root := b.template(m)
	if b.err != nil {
		return nil, b.err
	}
	return printJSON(nil, root, 0), nil
}

// build is the state of one call of Template.
type build struct {
	opts Options
	// templates are the templates of modules that are done.
	templates map[check.Source]*check.Object
	work      int
	size      int
	err       error
}

// fail keeps the first error, with its place.
func (b *build) fail(f *file, at syntax.Node, format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("%s: %s", f.m.File.Span(at), fmt.Sprintf(format, args...))
	}
}

// spend counts one more expression, and reports whether to go on.
func (b *build) spend() bool {
	b.work++
	if b.work > maxWork && b.err == nil {
		b.err = ErrTooLarge
	}
	return b.err == nil
}

// template makes the template of a file, once.
func (b *build) template(m *check.Model) *check.Object {
	if t, ok := b.templates[m]; ok {
		b.grow(t)
		return t
	}
	e := newEmitter(b, m)
	t := e.template()
	if b.err != nil {
		t = &check.Object{} // not to be looked at
	}
	b.templates[m] = t
	return t
}

// grow counts the size of a template that is used once more.
func (b *build) grow(t check.Value) {
	b.size += sizeOf(t)
	if b.size > maxSize && b.err == nil {
		b.err = ErrTooLarge
	}
}

// sizeOf is about how many bytes a value takes.
func sizeOf(v check.Value) int {
	switch v := v.(type) {
	case *check.Object:
		n := 2
		for _, m := range v.Members {
			n += len(m.Name) + 4 + sizeOf(m.Value)
		}
		return n
	case check.Array:
		n := 2
		for _, x := range v {
			n += 1 + sizeOf(x)
		}
		return n
	case check.String:
		return len(v) + 2
	default:
		return 5
	}
}

// emitter makes the template of one file.
type emitter struct {
	*build
	main     *file
	files    map[*check.Model]*file
	symbolic bool
	imports  *closure
}

func newEmitter(b *build, m *check.Model) *emitter {
	e := &emitter{build: b, files: map[*check.Model]*file{}}
	e.main = e.file(m)
	e.symbolic = b.opts.Symbolic || needsSymbols(m) || e.experimental()
	e.imports = e.importClosure()
	return e
}

// file is what is known of a file whose declarations are converted: the file
// itself or one that it imports from.
type file struct {
	m *check.Model
	// loops are the names of the loops that have one.
	loops map[*syntax.ForExpr]string
	// loaded are the variables that stand for the content of loaded files.
	loaded map[*syntax.CallExpr]string
	// loadOrder are the calls in loaded, in the order of their names.
	loadOrder []*syntax.CallExpr
}

// file prepares the file of a model, once.
func (e *emitter) file(m *check.Model) *file {
	if f, ok := e.files[m]; ok {
		return f
	}
	f := &file{m: m, loops: map[*syntax.ForExpr]string{}, loaded: map[*syntax.CallExpr]string{}}
	for _, s := range m.File.Stmts {
		if v, ok := s.(*syntax.VarDecl); ok {
			f.varNames(v)
		}
		_, inFunction := s.(*syntax.FuncDecl)
		syntax.Inspect(s, func(n syntax.Node) bool {
			f.note(n, inFunction)
			return true
		})
	}
	e.files[m] = f
	return f
}

// varNames notes what a variable's whole value is: a loop takes its name, a
// loaded file needs no other variable.
func (f *file) varNames(v *syntax.VarDecl) {
	switch x := v.Value.(type) {
	case *syntax.ForExpr:
		f.loops[x] = v.Name.Name
	case *syntax.CallExpr:
		if name := f.loadName(x); name == "loadTextContent" || name == "loadFileAsBase64" {
			f.loaded[x] = ""
		}
	}
}

// note gives loops and loaded files their names.
func (f *file) note(n syntax.Node, inFunction bool) {
	switch n := n.(type) {
	case *syntax.Property:
		if l, ok := n.Value.(*syntax.ForExpr); ok {
			f.loops[l], _ = n.Name()
		}
	case *syntax.CallExpr:
		if _, direct := f.loaded[n]; direct || inFunction || f.loadName(n) == "" {
			return
		}
		f.loaded[n] = fmt.Sprintf("$fxv#%d", len(f.loadOrder))
		f.loadOrder = append(f.loadOrder, n)
	}
}

// loadName is the name of a call that loads a file, or "".
func (f *file) loadName(c *syntax.CallExpr) string {
	if _, ok := f.m.Loads[c]; !ok {
		return ""
	}
	return c.Name.Name
}
