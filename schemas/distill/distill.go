package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/schemas/internal/azjson"
	"github.com/amlsec/amlsec/schemas/internal/distilled"
	"github.com/amlsec/amlsec/schemas/internal/manifest"
)

// distill returns the files of the folder data, by their path in it. It
// reports every type of the manifest that src does not have, or spells in
// another way: the casing ends up in templates.
func distill(src fs.FS, list string) (map[string][]byte, error) {
	refs, err := manifest.Parse(list)
	if err != nil {
		return nil, err
	}
	source, err := azjson.Open(src)
	if err != nil {
		return nil, err
	}
	wanted := map[string][]string{}
	for _, r := range refs {
		wanted[manifest.File(r)] = append(wanted[manifest.File(r)], r.String())
	}
	files := map[string][]byte{}
	var errs []error
	for _, file := range slices.Sorted(maps.Keys(wanted)) {
		namespace, version, _ := strings.Cut(strings.TrimSuffix(file, ".txt"), "/")
		nodes, err := source.Load(namespace, version)
		if err != nil {
			return nil, err
		}
		errs = append(errs, missing(nodes, wanted[file])...)
		files[file], err = distilled.Write(nodes, func(name string) bool { return slices.Contains(wanted[file], name) })
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return files, errors.Join(errs...)
}

func missing(nodes []*azjson.Node, wanted []string) []error {
	var errs []error
	for _, name := range wanted {
		i := slices.IndexFunc(nodes, func(n *azjson.Node) bool {
			return n.Kind == azjson.Resource && strings.EqualFold(n.Name, name)
		})
		switch {
		case i < 0:
			errs = append(errs, fmt.Errorf("%s: not in the source", name))
		case nodes[i].Name != name:
			errs = append(errs, fmt.Errorf("%s: the source writes %s", name, nodes[i].Name))
		}
	}
	return errs
}
