package schemas

import (
	"cmp"
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas/internal/distilled"
	"github.com/amlsec/amlsec/schemas/internal/manifest"
)

//go:embed manifest.txt
var list string

//go:embed data
var data embed.FS

// Set is the types of the manifest. It reads the data of a type when it is
// first looked up, and is safe for concurrent use.
type Set struct {
	refs []types.Ref
	// byType maps a type in lower case to its versions, that of the templates
	// first.
	byType map[string][]types.Ref

	mu     sync.Mutex
	tables map[string]*distilled.Table
	found  map[types.Ref]*types.ResourceType
}

// New returns the types of the manifest.
func New() *Set {
	// The manifest is part of the program, and a test parses it.
	refs, _ := manifest.Parse(list)
	s := &Set{
		refs:   refs,
		byType: make(map[string][]types.Ref, len(refs)),
		tables: map[string]*distilled.Table{},
		found:  map[types.Ref]*types.ResourceType{},
	}
	for _, r := range refs {
		key := strings.ToLower(r.Type)
		s.byType[key] = append(s.byType[key], r)
	}
	return s
}

// Lookup returns the type at the version, both in any casing, and whether the
// manifest has it. The same type is returned each time.
func (s *Set) Lookup(typeName, apiVersion string) (*types.ResourceType, bool) {
	versions := s.byType[strings.ToLower(typeName)]
	i := slices.IndexFunc(versions, func(r types.Ref) bool { return strings.EqualFold(r.Version, apiVersion) })
	if i < 0 {
		return nil, false
	}
	r, err := s.load(versions[i])
	return r, err == nil
}

// Version returns the version that templates use of the type, and whether
// there is one. The casing of typeName does not matter.
func (s *Set) Version(typeName string) (string, bool) {
	versions := s.byType[strings.ToLower(typeName)]
	if len(versions) == 0 {
		return "", false
	}
	return versions[0].Version, true
}

// Versions returns the versions of the type that are known, newest first.
func (s *Set) Versions(typeName string) []string {
	refs := s.byType[strings.ToLower(typeName)]
	versions := make([]string, len(refs))
	for i, r := range refs {
		versions[i] = r.Version
	}
	slices.SortFunc(versions, func(a, b string) int { return cmp.Compare(b, a) })
	return versions
}

// Types returns all types and versions, sorted.
func (s *Set) Types() []types.Ref {
	refs := slices.Clone(s.refs)
	slices.SortFunc(refs, func(a, b types.Ref) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Version, b.Version))
	})
	return refs
}

// load returns a type of the manifest. A failure means that data was not made
// from the manifest, which a test would have told.
func (s *Set) load(ref types.Ref) (*types.ResourceType, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.found[ref]; ok {
		return r, nil
	}
	table, err := s.table(manifest.File(ref))
	if err != nil {
		return nil, err
	}
	r, err := table.Resource(ref.String())
	if err != nil {
		return nil, err
	}
	s.found[ref] = r
	return r, nil
}

func (s *Set) table(file string) (*distilled.Table, error) {
	if t, ok := s.tables[file]; ok {
		return t, nil
	}
	text, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("reading schemas: %w", err)
	}
	t := distilled.NewTable(text)
	s.tables[file] = t
	return t, nil
}

// read is a file of data, copied once.
func read(file string) (string, error) {
	f, err := data.Open("data/" + file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.Grow(int(info.Size()))
	_, err = io.CopyBuffer(&text, f, make([]byte, 4<<10))
	return text.String(), err
}
