package azjson

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Source is a checkout of bicep-types-az. It needs no index.json: which file
// holds a type is told from its namespace and version.
type Source struct {
	fsys fs.FS
	// files maps `namespace/version`, in lower case, to the files that may
	// hold its types. Large providers are split into several groups.
	files map[string][]string
}

// Open looks for types.json files in fsys: the folder `generated` of a
// checkout, or one that holds such a folder.
func Open(fsys fs.FS) (*Source, error) {
	if sub, err := fs.Sub(fsys, "generated"); err == nil {
		if _, err := fs.Stat(sub, "."); err == nil {
			fsys = sub
		}
	}
	files, err := fs.Glob(fsys, "*/*/*/types.json")
	if err != nil {
		return nil, fmt.Errorf("listing types: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("listing types: no <group>/<namespace>/<version>/types.json found")
	}
	s := &Source{fsys: fsys, files: map[string][]string{}}
	slices.Sort(files)
	for _, f := range files {
		version := path.Dir(f)
		key := path.Join(path.Base(path.Dir(version)), path.Base(version))
		s.files[strings.ToLower(key)] = append(s.files[strings.ToLower(key)], f)
	}
	return s, nil
}

// Load returns the resources and functions of a namespace at a version, none
// when the source does not know it. A few types stand in two groups; the first
// one counts.
func (s *Source) Load(namespace, version string) ([]*Node, error) {
	var all []*Node
	seen := map[string]bool{}
	for _, f := range s.files[strings.ToLower(namespace+"/"+version)] {
		data, err := fs.ReadFile(s.fsys, f)
		if err != nil {
			return nil, fmt.Errorf("reading types: %w", err)
		}
		nodes, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		for _, n := range nodes {
			if id := strings.ToLower(n.Of + " " + n.Name); !seen[id] {
				seen[id] = true
				all = append(all, n)
			}
		}
	}
	return all, nil
}
