package check

import (
	"context"
	"fmt"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/diag"
)

// Limits of what is loaded. They are far above what a deployment can need.
const (
	// MaxFiles is how many files a program may consist of.
	MaxFiles = 2000
	// MaxModuleDepth is how deep modules may use modules.
	MaxModuleDepth = 100
)

// Codes for errors for which Bicep has none.
const (
	// CodeOutside is the code of the error that a file lies outside of
	// Options.Root.
	CodeOutside = "AML902"
	// CodeTooMany is the code of the error that MaxFiles or MaxModuleDepth is
	// exceeded.
	CodeTooMany = "AML903"
	// CodeNotText is the code of the error that a file is not UTF-8.
	CodeNotText = "AML904"
	// CodeUnsupported is the code of the error that a file uses what amlsec
	// does not support.
	CodeUnsupported = "AML905"
)

// Options say where Load finds things. The zero value reads local files and
// knows neither resource types nor registries.
type Options struct {
	// ReadFile reads a file; nil is os.ReadFile. Paths have slashes and are
	// relative if the path given to Load is.
	ReadFile func(path string) ([]byte, error)
	// ReadDir returns the names of the files in a folder; nil asks the
	// operating system.
	ReadDir func(path string) ([]string, error)
	// YAML parses YAML; without it, loadYamlContent is an error.
	YAML func(text []byte) (Value, error)
	// Root is the folder that no file may lie outside of; empty for no such
	// bound.
	Root string
	// Lookup finds a resource type, both names in any casing; nil knows none.
	Lookup func(typeName, apiVersion string) (*types.ResourceType, bool)
	// Registry returns the ARM template that a reference such as
	// br:host/path:version stands for, aliases written out; nil knows none.
	Registry func(reference string) ([]byte, error)
}

// Load reads a .bicep or .bicepparam file and all that it uses and binds their
// names. The program is nil if the file cannot be read; otherwise it is there
// even if the list holds errors. The list is sorted. The error of a cancelled
// context is reported as a diagnostic as well.
func Load(ctx context.Context, opts Options, file string) (*Program, diag.List) {
	if opts.ReadFile == nil {
		opts.ReadFile = os.ReadFile
	}
	if opts.ReadDir == nil {
		opts.ReadDir = readDir
	}
	l := &loader{ctx: ctx, opts: opts, sources: map[string]Source{}, configs: map[string]*config{}}
	file = path.Clean(strings.ReplaceAll(file, `\`, "/"))
	src, err := l.load(file)
	if err != nil {
		l.diags.Errorf(err.code, diag.Span{File: file}, "%s", err.msg)
	}
	l.diags.Sort()
	main, ok := src.(*Model)
	if !ok {
		return nil, l.diags
	}
	return &Program{Main: main, Models: l.models, lookup: opts.Lookup}, l.diags
}

// readDir lists the files of a folder.
func readDir(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// loader loads the files of a program, each once.
type loader struct {
	ctx     context.Context
	opts    Options
	sources map[string]Source
	configs map[string]*config
	models  []*Model
	stack   []string
	diags   diag.List
}

// loadError is why a file cannot be loaded; the span is that of who asked.
type loadError struct{ code, msg string }

func (e *loadError) Error() string { return e.code + ": " + e.msg }

func failure(code, format string, args ...any) *loadError {
	return &loadError{code, fmt.Sprintf(format, args...)}
}

// load returns the model or the template at a path.
func (l *loader) load(file string) (Source, *loadError) {
	if src, ok := l.sources[file]; ok {
		return src, l.cycle(file)
	}
	if err := l.bound(file); err != nil {
		return nil, err
	}
	text, lerr := l.read(file)
	if lerr != nil {
		return nil, lerr
	}
	if isJSON(file) {
		return l.keep(file, &Template{Path: file}, text)
	}
	return l.model(file, text), nil
}

// bound checks the limits of what may be loaded.
func (l *loader) bound(file string) *loadError {
	if err := l.ctx.Err(); err != nil {
		return failure("BCP091", "reading '%s': %v", file, err)
	}
	if len(l.sources) >= MaxFiles || len(l.stack) >= MaxModuleDepth {
		return failure(CodeTooMany, "found more than %d files or %d levels of modules", MaxFiles, MaxModuleDepth)
	}
	return nil
}

// cycle reports a file that is still being loaded.
func (l *loader) cycle(file string) *loadError {
	n := len(l.stack)
	for i, s := range l.stack {
		if s != file {
			continue
		}
		if i == n-1 {
			return failure("BCP094", "the file uses itself")
		}
		return failure("BCP095", "the file is part of a cycle: %s", strings.Join(append(l.stack[i:n:n], file), " -> "))
	}
	return nil
}

// read reads a file within the root that is UTF-8.
func (l *loader) read(file string) ([]byte, *loadError) {
	text, err := l.readBytes(file)
	if err == nil && !utf8.Valid(text) {
		return nil, failure(CodeNotText, "the file '%s' is not UTF-8", file)
	}
	return text, err
}

// readBytes reads a file within the root.
func (l *loader) readBytes(file string) ([]byte, *loadError) {
	if !within(l.opts.Root, file) {
		return nil, failure(CodeOutside, "found '%s', wanted a file below '%s'", file, l.opts.Root)
	}
	text, err := l.opts.ReadFile(file)
	if err != nil {
		return nil, failure("BCP091", "reading '%s': %v", file, err)
	}
	return text, nil
}

// within reports whether a clean path lies in a folder.
func within(root, file string) bool {
	if root == "" {
		return true
	}
	root = path.Clean(strings.ReplaceAll(root, `\`, "/"))
	if root == "." {
		return !path.IsAbs(file) && file != ".." && !strings.HasPrefix(file, "../")
	}
	return strings.HasPrefix(file, strings.TrimSuffix(root, "/")+"/")
}

func isJSON(file string) bool {
	ext := strings.ToLower(path.Ext(file))
	return ext == ".json" || ext == ".jsonc" || ext == ".arm"
}

// keep parses a template and remembers it.
func (l *loader) keep(key string, t *Template, text []byte) (Source, *loadError) {
	if err := t.parse(text); err != nil {
		return nil, failure("BCP188", "reading '%s': %v", key, err)
	}
	l.sources[key] = t
	return t, nil
}

// model parses and binds a file, after those it uses.
func (l *loader) model(file string, text []byte) *Model {
	parse := syntax.Parse
	if strings.HasSuffix(strings.ToLower(file), ".bicepparam") {
		parse = syntax.ParseParams
	}
	tree, list := parse(file, text)
	m := &Model{File: tree, Path: file, parse: list}
	l.diags = append(l.diags, list...)
	l.sources[file] = m
	l.stack = append(l.stack, file)
	m.faulty = list.HasErrors()
	b := newBinder(l, m)
	b.bind()
	l.stack = l.stack[:len(l.stack)-1]
	m.faulty = m.faulty || b.diags.HasErrors()
	l.diags = append(l.diags, b.diags...)
	l.models = append(l.models, m)
	return m
}

// reference loads what a module or import of a file refers to.
func (l *loader) reference(from *Model, ref string) (Source, *loadError) {
	if ref == "" {
		return nil, failure("BCP050", "found an empty path")
	}
	if scheme, rest, ok := strings.Cut(ref, ":"); ok {
		return l.artifact(from, ref, scheme, rest)
	}
	file, err := l.resolve(from, ref)
	if err != nil {
		return nil, err
	}
	return l.load(file)
}

// resolve is the path of a file that another one names.
func (l *loader) resolve(from *Model, ref string) (string, *loadError) {
	switch {
	case ref == "":
		return "", failure("BCP050", "found an empty path")
	case strings.HasPrefix(ref, "/"):
		return "", failure("BCP051", "found the absolute path '%s', wanted a relative one", ref)
	case strings.Contains(ref, `\`):
		return "", failure("BCP098", `found a '\' in the path '%s', wanted '/'`, ref)
	case strings.ContainsAny(ref, `"<>:|?*`):
		return "", failure("BCP085", "found a character that no path may hold in '%s'", ref)
	case strings.ContainsFunc(ref, func(r rune) bool { return r < ' ' }):
		return "", failure("BCP111", "found a control character in the path")
	case strings.HasSuffix(ref, " "), strings.HasSuffix(ref, "."):
		return "", failure("BCP086", "found the path '%s', which ends in a space or a dot", ref)
	}
	return path.Join(path.Dir(from.Path), ref), nil
}

// artifact loads what a registry or a template spec holds.
func (l *loader) artifact(from *Model, ref, scheme, rest string) (Source, *loadError) {
	if kind, _, _ := strings.Cut(scheme, "/"); kind != "br" && kind != "ts" || rest == "" {
		return nil, failure("BCP189", "found the scheme '%s', wanted a relative path, 'br:' or 'ts:'", scheme)
	}
	ref = l.config(path.Dir(from.Path)).expand(ref)
	if src, ok := l.sources[ref]; ok {
		return src, nil
	}
	if err := l.bound(ref); err != nil {
		return nil, err
	}
	if l.opts.Registry == nil {
		return nil, failure("BCP190", "the artifact '%s' is not on this machine; amlsec reads no registry", ref)
	}
	text, err := l.opts.Registry(ref)
	if err != nil {
		return nil, failure("BCP192", "the artifact '%s' cannot be had: %v", ref, err)
	}
	return l.keep(ref, &Template{Registry: ref}, text)
}
