// Package bicep is the front end as one: it wires the parser, the checker, the
// resource types and the emitter, so that what amlsec renders and what a user
// wrote go the same way. Package generator and the commands use it; the rooms
// beneath it know nothing of each other's wiring.
package bicep

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/schemas"
)

// Release is the release of the Bicep CLI that templates follow. They name it
// as the version of their generator: were it amlsec's own, every build would
// give other bytes, and another hash, for the same source.
const Release = "0.46"

// known are the resource types. They read their data when it is first needed
// and are safe for concurrent use, so that all runs of a process share them.
var known = sync.OnceValue(schemas.New)

// Schemas are the resource types that Check knows.
func Schemas() *schemas.Set { return known() }

// Options refine Check. The zero value reads the disk, and looks for all that
// Bicep does by default.
type Options struct {
	// Files are all files there are, by slash-separated path; nil stands for
	// the disk.
	Files map[string][]byte
	// NoLint leaves the linter rules out.
	NoLint bool
	// Symbolic makes templates use symbolic names, even where none are needed.
	Symbolic bool
}

// Program is a file and all that it uses, checked.
type Program struct {
	// Diags is what Bicep would report of all files, sorted. With errors in it
	// there is no template.
	Diags   diag.List
	opts    Options
	checked *check.Program
}

// Check reads a .bicep or .bicepparam file with the modules that it uses, and
// checks them. What is wrong with the files, one that cannot be read included,
// is in the Program; the error is ctx's.
func Check(ctx context.Context, file string, opts Options) (*Program, error) {
	p := &Program{opts: opts}
	p.checked, p.Diags = check.Load(ctx, check.Options{ReadFile: opts.reader(), Lookup: known().Lookup}, file)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.Diags = append(p.Diags, check.Check(p.checked, check.CheckOptions{NoLint: opts.NoLint})...)
	p.Diags.Sort()
	return p, ctx.Err()
}

// CheckAll is Check for all files of opts, which must have some: first the
// file named, then those that it does not use, in order.
func CheckAll(ctx context.Context, file string, opts Options) (*Program, error) {
	first, err := Check(ctx, file, opts)
	if err != nil {
		return nil, err
	}
	done := first.paths()
	for _, name := range slices.Sorted(maps.Keys(opts.Files)) {
		if !IsSource(name) || slices.Contains(done, name) {
			continue
		}
		more, err := Check(ctx, name, opts)
		if err != nil {
			return nil, err
		}
		done = append(done, more.paths()...)
		first.Diags = append(first.Diags, more.Diags...)
	}
	first.Diags.Sort()
	return first, nil
}

// ErrFaulty is the error of Template when there are errors.
var ErrFaulty = errors.New("the source has errors")

// Template is the ARM template of the file, or of the file that a .bicepparam
// is for: JSON as the Bicep CLI writes it. The error is ErrFaulty when Diags
// has errors; any other names a place that no template can express, or says
// that the template would be too large.
func (p *Program) Template() ([]byte, error) {
	if p.checked == nil || p.Diags.HasErrors() {
		return nil, ErrFaulty
	}
	m := p.checked.Main
	if using, ok := m.Using.(*check.Model); ok {
		m = using
	}
	return emit.Template(m, emit.Options{Symbolic: p.opts.Symbolic, Version: Release})
}

// Source is the text of a file of the program, as diagnostics name it; nil
// when the program has no such file.
func (p *Program) Source(file string) []byte {
	if p.checked == nil {
		return nil
	}
	for _, m := range p.checked.Models {
		if m.Path == file {
			return m.File.Src
		}
	}
	return nil
}

// paths are the files of the program.
func (p *Program) paths() []string {
	if p.checked == nil {
		return nil
	}
	names := make([]string, len(p.checked.Models))
	for i, m := range p.checked.Models {
		names[i] = m.Path
	}
	return names
}

// IsSource reports whether a file is one of Bicep by its name.
func IsSource(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".bicep" || ext == ".bicepparam"
}

// reader is where the files are read from.
func (o Options) reader() func(string) ([]byte, error) {
	if o.Files == nil {
		return newDisk().read
	}
	return func(name string) ([]byte, error) {
		text, ok := o.Files[name]
		if !ok {
			return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
		}
		return text, nil
	}
}
