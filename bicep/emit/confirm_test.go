package emit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas"
)

// outcome is how a template compares with the expected one.
type outcome int

const (
	same      outcome = iota // byte for byte
	reordered                // but for the order of members
	different
	failed
	unresolved // a registry is missing
)

// pair is a file and the template it should become.
type pair struct {
	source, want string
	symbolic     bool
}

// TestPairs emits every X.bicep of a folder that has X.json or
// X.symbolicnames.json beside it, and compares. AMLSEC_CORPUS names the
// folder; AMLSEC_TYPES a checkout of bicep-types-az, for the spelling of
// resource types; AMLSEC_REGISTRY a folder with what registries hold, as
// <path>/<version>/main.json. With AMLSEC_MASK set these are not compared.
func TestPairs(t *testing.T) {
	root := os.Getenv("AMLSEC_CORPUS")
	if root == "" {
		t.Skip("AMLSEC_CORPUS names no folder")
	}
	opts := corpusOptions(t)
	verbose := os.Getenv("AMLSEC_VERBOSE") != ""
	for _, symbolic := range []bool{false, true} {
		count := map[outcome]int{}
		var hashes, hashed, exact int
		for _, p := range pairs(t, root, symbolic) {
			out, why := comparePair(opts, p)
			count[out]++
			if out != same && out != reordered || verbose && out != same {
				t.Logf("%s: %s", strings.TrimPrefix(p.want, root), why)
			}
			if out == same {
				ok, n, bytes := checkHashes(opts, p)
				exact += bytes
				if verbose && ok < n {
					t.Logf("%s: another hash", strings.TrimPrefix(p.want, root))
				}
				hashes, hashed = hashes+ok, hashed+n
			}
		}
		t.Logf("symbolic %v: %d the same, %d but for order, %d different, %d failed, %d without registry; %d of %d hashes; %d the same to the last byte",
			symbolic, count[same], count[reordered], count[different], count[failed], count[unresolved], hashes, hashed, exact)
	}
}

func pairs(t *testing.T, root string, symbolic bool) []pair {
	var list []pair
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".bicep") {
			return err
		}
		base := strings.TrimSuffix(path, ".bicep")
		want := base + ".json"
		if symbolic {
			want = base + ".symbolicnames.json"
		}
		if _, err := os.Stat(want); err == nil {
			list = append(list, pair{path, want, symbolic})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func corpusOptions(t *testing.T) check.Options {
	var opts check.Options
	cache := map[string][]byte{}
	opts.ReadFile = func(path string) ([]byte, error) {
		if b, ok := cache[path]; ok {
			return b, nil
		}
		b, err := os.ReadFile(path)
		if err == nil {
			cache[path] = b
		}
		return b, err
	}
	if dir := os.Getenv("AMLSEC_TYPES"); dir != "" {
		set, err := schemas.Open(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]*types.ResourceType{}
		opts.Lookup = func(typ, version string) (*types.ResourceType, bool) {
			key := strings.ToLower(typ + "@" + version)
			r, ok := known[key]
			if !ok {
				r, _ = set.Lookup(typ, version)
				known[key] = r
			}
			return r, r != nil
		}
	}
	if dir := os.Getenv("AMLSEC_REGISTRY"); dir != "" {
		opts.Registry = func(ref string) ([]byte, error) {
			rest, ok := strings.CutPrefix(ref, "br:mcr.microsoft.com/bicep/")
			name, version, ok2 := strings.Cut(rest, ":")
			if !ok || !ok2 {
				return nil, errors.New("not in the public registry")
			}
			return os.ReadFile(filepath.Join(dir, name, version, "main.json"))
		}
	}
	return opts
}

// comparePair emits a file and compares.
func comparePair(opts check.Options, p pair) (outcome, string) {
	got, prog, err := build(opts, p, "", "")
	if err != nil {
		if strings.Contains(err.Error(), "BCP190") || strings.Contains(err.Error(), "BCP192") {
			return unresolved, err.Error()
		}
		return failed, err.Error()
	}
	want, err := os.ReadFile(p.want)
	if err != nil {
		return failed, err.Error()
	}
	return compare(got, want, prog.Main)
}

func build(opts check.Options, p pair, name, version string) ([]byte, *check.Program, error) {
	prog, list := check.Load(context.Background(), opts, p.source)
	if err := list.Err(); err != nil {
		return nil, nil, err
	}
	text, err := emit.Template(prog.Main, emit.Options{Symbolic: p.symbolic, Name: name, Version: version})
	return text, prog, err
}

func compare(got, want []byte, m *check.Model) (outcome, string) {
	g, err := check.ParseJSON(got)
	if err != nil {
		return failed, "emitted no JSON: " + err.Error()
	}
	w, err := check.ParseJSON(want)
	if err != nil {
		return failed, "expected no JSON: " + err.Error()
	}
	normalize(g)
	normalize(w)
	if os.Getenv("AMLSEC_MASK") != "" {
		mask(g, m)
		mask(w, m)
	}
	a, b := print(g, false), print(w, false)
	if a == b {
		return same, ""
	}
	x, y := print(g, true), print(w, true)
	if x == y {
		return reordered, firstDifference(a, b)
	}
	return different, firstDifference(x, y)
}

// normalize removes what does not count: the generator, and the order among
// the elements of one loop in dependsOn.
func normalize(v check.Value) {
	switch v := v.(type) {
	case *check.Object:
		v.Members = slices.DeleteFunc(v.Members, func(m check.Member) bool { return m.Name == "_generator" })
		for _, m := range v.Members {
			if list, ok := m.Value.(check.Array); ok && m.Name == "dependsOn" && indexedEntries(list) {
				slices.SortFunc(list, func(a, b check.Value) int { return strings.Compare(print(a, false), print(b, false)) })
			}
			normalize(m.Value)
		}
	case check.Array:
		for _, x := range v {
			normalize(x)
		}
	}
}

// mask removes the templates that come from a registry: what stands in a
// corpus may have been built with another revision of them.
func mask(v check.Value, m *check.Model) {
	root, _ := v.(*check.Object)
	resources := root.Get("resources")
	for i, mod := range m.Modules {
		var r *check.Object
		switch list := resources.(type) {
		case *check.Object:
			r = list.Object(mod.Name())
		case check.Array:
			if at := len(list) - len(m.Modules) + i; at >= 0 {
				r, _ = list[at].(*check.Object)
			}
		}
		props := r.Object("properties")
		switch src := mod.Source.(type) {
		case *check.Model:
			mask(props.Object("template"), src)
		case *check.Template:
			if props != nil && src.Registry != "" {
				props.Members = slices.DeleteFunc(props.Members, func(m check.Member) bool { return m.Name == "template" })
			}
		}
	}
}

// indexedEntries reports whether a list names elements of loops.
func indexedEntries(list check.Array) bool {
	n := 0
	for _, x := range list {
		if s, ok := x.(check.String); ok && strings.HasPrefix(string(s), "[format(") && strings.Contains(string(s), "[{0}]") {
			n++
		}
	}
	return n > 1
}

// print writes a value, one scalar a line, perhaps with sorted members.
func print(v check.Value, sorted bool) string {
	var b strings.Builder
	write(&b, v, sorted, "")
	return b.String()
}

func write(b *strings.Builder, v check.Value, sorted bool, at string) {
	switch v := v.(type) {
	case *check.Object:
		members := slices.Clone(v.Members)
		if sorted {
			slices.SortFunc(members, func(a, b check.Member) int { return strings.Compare(a.Name, b.Name) })
		}
		fmt.Fprintf(b, "%s {}\n", at)
		for _, m := range members {
			write(b, m.Value, sorted, at+"/"+m.Name)
		}
	case check.Array:
		fmt.Fprintf(b, "%s []\n", at)
		for i, x := range v {
			write(b, x, sorted, fmt.Sprintf("%s/%d", at, i))
		}
	default:
		fmt.Fprintf(b, "%s %#v\n", at, v)
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("\n\tgot  %.600s\n\twant %.600s", x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(x), len(y))
}

// checkHashes emits a file under the name of the generator that made the
// expected template, and counts the hashes that come out the same, and the
// files.
func checkHashes(opts check.Options, p pair) (ok, n, exact int) {
	want, err := os.ReadFile(p.want)
	if err != nil {
		return 0, 0, 0
	}
	w, err := check.ParseJSON(want)
	if err != nil {
		return 0, 0, 0
	}
	root, _ := w.(*check.Object)
	gen := root.Object("metadata").Object("_generator")
	got, _, err := build(opts, p, gen.Text("name"), gen.Text("version"))
	if err != nil {
		return 0, 0, 0
	}
	hash := []byte(`"templateHash": "` + gen.Text("templateHash") + `"`)
	if bytes.Contains(got, hash) {
		ok = 1
	}
	if bytes.Equal(got, bytes.TrimPrefix(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), []byte("\uFEFF"))) {
		exact = 1
	}
	return ok, 1, exact
}
