// Package manifest reads the list of resource types that the project knows.
package manifest

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
)

// Parse reads one `type@version` a line; what follows a # is a comment. The
// order counts: the first version of a type is the one that templates use.
func Parse(text string) ([]types.Ref, error) {
	var refs []types.Ref
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		ref, ok := types.ParseRef(line)
		if !ok || ref.Version == "" || ref.Depth() < 2 {
			return nil, fmt.Errorf("manifest:%d: %q is not type@version", n, line)
		}
		if seen[strings.ToLower(line)] {
			return nil, fmt.Errorf("manifest:%d: %s is listed twice", n, line)
		}
		seen[strings.ToLower(line)] = true
		refs = append(refs, ref)
	}
	return refs, nil
}

// File returns the path, below the data folder, of the file that holds ref:
// one for each namespace and version.
func File(ref types.Ref) string {
	namespace, _, _ := strings.Cut(ref.Type, "/")
	return strings.ToLower(namespace + "/" + ref.Version + ".txt")
}
