// Package amlsec_test holds the tests of the house as a whole: which package
// may import which, that everything is documented, and that the documentation
// tells the truth.
package amlsec_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/amlsec/amlsec"

// imports is the policy: which of our packages each package may import. A
// package that is not listed may import none, so a new one takes its place here
// first. What is allowed to a package is not allowed through it: the list is
// complete. Levels are only for the reader: a package sees lower ones.
var imports = map[string][]string{
	// 1: they know nothing.
	"diag":        {},
	"bicep/types": {},
	"templates":   {},

	// 2
	"intent":                     {"diag"},
	"bicep/syntax":               {"diag"},
	"schemas":                    {"bicep/types", "schemas/internal/azjson", "schemas/internal/distilled", "schemas/internal/manifest"},
	"schemas/distill":            {"schemas/internal/azjson", "schemas/internal/distilled", "schemas/internal/manifest"},
	"schemas/internal/azjson":    {},
	"internal/golden":            {},
	"release/azdbundle":          {},       // a tool of the release
	"mcp":                        {"diag"}, // it is given functions, and sees no stage
	"schemas/internal/distilled": {"bicep/types", "schemas/internal/azjson"},
	"schemas/internal/manifest":  {"bicep/types"},
	"policy/distill":             {},
	"snapshot":                   {"diag"},

	// 3: plan may not think in text, so it cannot see bicep. audit may not
	// share code with what it verifies, so it cannot see plan.
	"plan":        {"intent", "diag"},
	"bicep/check": {"bicep/syntax", "bicep/types", "diag"},
	"audit":       {"snapshot", "diag"},
	"policy":      {"snapshot", "diag"},

	// 4
	"bicep/emit": {"bicep/check", "bicep/syntax"},

	// 5: the front end is wired once, for what amlsec renders and for what
	// users wrote; nothing above it sees the checker or the emitter.
	"bicep": {"bicep/check", "bicep/emit", "bicep/syntax", "diag", "schemas"},

	// 6
	"generator": {"bicep", "bicep/syntax", "diag", "intent", "plan", "templates"},

	// The rooms of a deployment: the connection, what errors mean, and what is
	// asked and done through it.
	"deploy/arm":       {"snapshot"},
	"deploy/failure":   {"deploy/arm"},
	"deploy/preflight": {"deploy/arm", "deploy/failure", "snapshot", "diag"},
	"deploy/property":  {"bicep/types", "deploy/arm", "snapshot"},
	"deploy/whatif":    {"deploy/arm", "deploy/failure", "deploy/property", "snapshot", "diag"},
	"deploy/drift":     {"deploy/arm", "deploy/failure", "deploy/property", "snapshot", "diag"},
	"deploy/destroy":   {"deploy/arm", "deploy/failure", "deploy/property", "snapshot", "diag"},
	"deploy":           {"deploy/arm", "deploy/failure", "snapshot", "diag"},

	// 7: the command wires stages and prints what they hold.
	"cmd/amlsec": {
		"generator", "bicep", "deploy", "deploy/arm", "deploy/failure", "deploy/preflight", "deploy/whatif",
		"deploy/drift", "deploy/destroy", "deploy/property", "diag", "intent", "plan", "snapshot", "audit", "policy", "schemas", "mcp",
	},
}

// network are the packages that may talk to Azure.
var network = []string{"deploy", "deploy/arm", "deploy/failure", "deploy/preflight", "deploy/whatif", "deploy/drift", "deploy/destroy"}

// only says which of our packages may import a package of others, or anything
// beneath it. A package of others that is not listed, and is not of the
// standard library, may be imported by none.
var only = map[string][]string{
	"gopkg.in/yaml.v3":                  {"intent"},
	"github.com/Masterminds/sprig":      {"generator"},
	"github.com/spf13/cobra":            {"cmd/amlsec"},
	"github.com/spf13/pflag":            {"cmd/amlsec"},
	"golang.org/x/term":                 {"cmd/amlsec"},
	"github.com/aymanbagabas/go-udiff":  {"cmd/amlsec"},
	"github.com/modelcontextprotocol":   {"mcp"},
	"github.com/google/jsonschema-go":   {"mcp"},
	"github.com/Azure/azure-sdk-for-go": network,
	"net/http":                          network,
	"os/exec":                           {},
	"plugin":                            {},
	"unsafe":                            {},
	"math/rand":                         {"cmd/amlsec"}, // names of temporary files
	"crypto/rand":                       {"deploy/arm"}, // ids of requests
	"time":                              append([]string{"cmd/amlsec", "release/azdbundle"}, network...),
	"os":                                {"cmd/amlsec", "intent", "bicep", "bicep/check", "deploy/arm", "deploy", "schemas/distill", "policy/distill", "release/azdbundle"}, // the second to fourth read files that are named to them
	"log":                               {"schemas/distill", "policy/distill"},
	"github.com/google/go-cmp":          {},
	"github.com/rogpeppe/go-internal":   {},
	"github.com/owenrumney/go-sarif":    {},
}

// TestImports holds the sources to the policy. It reads them with go/parser:
// no build, no network; tests may import what they like.
func TestImports(t *testing.T) {
	for name, files := range sources(t) {
		for _, f := range files {
			for _, spec := range f.ast.Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				if why := forbidden(name, imported); why != "" {
					t.Errorf("%s: %s imports %q: %s", f.fset.Position(spec.Pos()), name, imported, why)
				}
			}
		}
	}
}

// TestPolicy checks that the policy means what it says.
func TestPolicy(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		allowed  bool
	}{
		{"plan", module + "/bicep/syntax", false},
		{"audit", module + "/plan", false},
		{"plan", module + "/intent", true},
		{"diag", module + "/intent", false},
		{"newcomer", module + "/diag", false},
		{"plan", "gopkg.in/yaml.v3", false},
		{"intent", "gopkg.in/yaml.v3", true},
		{"generator", "github.com/Masterminds/sprig/v3", true},
		{"cmd/amlsec", "os/exec", false},
		{"cmd/amlsec", "net/http", false},
		{"generator", "net/http/httptrace", false},
		{"plan", "net/netip", true},
		{"plan", "example.com/new", false},
	} {
		if why := forbidden(tt.from, tt.to); (why == "") != tt.allowed {
			t.Errorf("%s imports %s: got %q", tt.from, tt.to, why)
		}
	}
}

// forbidden says why a package of ours may not import another; empty when it may.
func forbidden(from, imported string) string {
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
		allowed, listed := imports[from]
		switch {
		case !listed:
			return "a new package takes its place in deps_test.go first"
		case isTestHelper(ours):
			return "internal packages at the root are helpers of tests"
		case !slices.Contains(allowed, ours):
			return "the policy in deps_test.go does not allow it"
		}
		return ""
	}
	for prefix, allowed := range only {
		if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) && !slices.Contains(allowed, from) {
			return "only " + strings.Join(allowed, ", ") + " may"
		}
	}
	if host, _, _ := strings.Cut(imported, "/"); strings.Contains(host, ".") && !isListed(imported) {
		return "a new dependency takes its place in deps_test.go first, with who may use it"
	}
	return ""
}

func isListed(imported string) bool {
	for prefix := range maps.Keys(only) {
		if imported == prefix || strings.HasPrefix(imported, prefix+"/") {
			return true
		}
	}
	return false
}

func isTestHelper(ours string) bool { return strings.HasPrefix(ours, "internal/") }

// source is one Go file.
type source struct {
	fset *token.FileSet
	ast  *ast.File
}

// sources are the Go files of the house that are not tests, by package path.
func sources(t *testing.T) map[string][]source {
	t.Helper()
	all := map[string][]source{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir(), !strings.HasSuffix(name, ".go"), strings.HasSuffix(name, "_test.go"):
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(name))
		if !isTestHelper(dir) {
			all[dir] = append(all[dir], source{fset, file})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
