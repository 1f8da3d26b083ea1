package check

import (
	"errors"
	"maps"
	"slices"
)

// Template is an ARM template that a module or an import refers to.
type Template struct {
	// Path is where the file lies, empty if it comes from a registry.
	Path string
	// Registry is the reference it was loaded by, empty for a local file.
	Registry string
	// Root is the whole template.
	Root *Object
	// Exports are what an import can name, with what it is.
	Exports map[string]ExportKind
}

// ExportKind is what an export of a Template is.
type ExportKind uint8

// The kinds of exports.
const (
	// ExportType is a type, in definitions.
	ExportType ExportKind = iota + 1
	// ExportVar is a variable.
	ExportVar
	// ExportFunc is a function.
	ExportFunc
)

// The marks that templates carry for imports.
const (
	exportMark = "__bicep_export!"
	exportVars = "__bicep_exported_variables!"
)

// Location is the path, or the reference that the template was loaded by.
func (t *Template) Location() string {
	if t.Registry != "" {
		return t.Registry
	}
	return t.Path
}

func (*Template) source() {}

// ExportNames are the names of the exports, sorted.
func (t *Template) ExportNames() []string { return slices.Sorted(maps.Keys(t.Exports)) }

// parse reads the template's text.
func (t *Template) parse(text []byte) error {
	v, err := ParseJSON(text)
	if err != nil {
		return err
	}
	root, ok := v.(*Object)
	if !ok || root.Get("resources") == nil {
		return errors.New("found no ARM template, which is an object with 'resources'")
	}
	t.Root = root
	t.Exports = map[string]ExportKind{}
	t.export(root.Object("definitions"), ExportType)
	for _, ns := range list(root.Get("functions")) {
		if o, ok := ns.(*Object); ok {
			t.export(o.Object("members"), ExportFunc)
		}
	}
	for _, v := range list(root.Object("metadata").Get(exportVars)) {
		if o, ok := v.(*Object); ok {
			t.Exports[o.Text("name")] = ExportVar
		}
	}
	return nil
}

// export notes the members that are marked as exported.
func (t *Template) export(members *Object, kind ExportKind) {
	if members == nil {
		return
	}
	for _, m := range members.Members {
		o, ok := m.Value.(*Object)
		if !ok {
			continue
		}
		if mark, ok := o.Object("metadata").Get(exportMark).(Bool); ok && bool(mark) {
			t.Exports[m.Name] = kind
		}
	}
}

func list(v Value) Array {
	a, _ := v.(Array)
	return a
}
