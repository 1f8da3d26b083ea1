package policy

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/amlsec/amlsec/audit"
	"github.com/amlsec/amlsec/diag"
	goldenfile "github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/snapshot"
)

// cases are the golden cases that give a template.
func cases(t testing.TB) []string {
	t.Helper()
	dirs, err := filepath.Glob("../testdata/golden/*/main.json")
	if err != nil || len(dirs) == 0 {
		t.Fatal(dirs, err)
	}
	var names []string
	for _, d := range dirs {
		names = append(names, filepath.Base(filepath.Dir(d)))
	}
	return names
}

// alone is a set of one of its policies.
func (s *Set) alone(i int) *Set {
	return &Set{language: s.language, policies: s.policies[i : i+1]}
}

// typesOf are the resource types that a rule asks for, in lower case.
func typesOf(c *condition) []string {
	var types []string
	if c.ref != nil && c.ref.kind == refType {
		switch w := c.want.Plain().(type) {
		case snapshot.String:
			types = append(types, strings.ToLower(string(w)))
		case *snapshot.Array:
			for _, item := range w.All() {
				s, _ := snapshot.Scalar(item)
				types = append(types, strings.ToLower(s))
			}
		}
	}
	for _, kid := range c.kids {
		types = append(types, typesOf(kid)...)
	}
	return types
}

// TestMinimal pins what comes of each of Azure's own policies on the minimal
// case; AMLSEC_UPDATE=1 writes it.
func TestMinimal(t *testing.T) {
	const file = "testdata/minimal.txt"
	s := take(t, golden(t, "minimal"), snapshot.Options{Location: "eastus2"})
	set := load(t, Builtin())
	created := newRun(s, set, Options{}).types
	var lines []string
	for i, p := range set.policies {
		var b strings.Builder
		fmt.Fprintf(&b, "\n%s\n    %s\n", p.def.name, p.def.id)
		found := Run(s, set.alone(i), Options{})
		isThere := func(typ string) bool { return len(created[typ]) > 0 }
		switch {
		case !slices.ContainsFunc(typesOf(p.def.rule), isThere):
			b.WriteString("    there is no resource of its type\n")
		case len(found) == 0:
			b.WriteString("    complies\n")
		}
		for _, d := range found {
			fmt.Fprintf(&b, "    %s %s %s\n", d.Severity, d.Code, strings.ReplaceAll(d.Msg, "policy "+strconv.Quote(p.def.name), "it"))
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	got := "# What Azure's own policies say of the minimal case, written by AMLSEC_UPDATE=1 go test ./policy.\n" + strings.Join(lines, "")
	want := goldenfile.File(t, file, []byte(got))
	if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Errorf("%s is not what is found; AMLSEC_UPDATE=1 go test ./policy writes it, and git diff shows what changed", file)
	}
}

// TestGoldens evaluates all of Azure's own policies on every golden case: none
// fails, and the second run says what the first said.
func TestGoldens(t *testing.T) {
	set := load(t, Builtin())
	if set.Len() != 123 {
		t.Errorf("%d policies", set.Len())
	}
	for _, name := range cases(t) {
		s := take(t, golden(t, name), snapshot.Options{AssumeMissing: true})
		found := Run(s, set, Options{File: name})
		for _, d := range found {
			if d.Code == codeFails || strings.Contains(d.Msg, "too large") || strings.Contains(d.Msg, "does not know") {
				t.Errorf("%s: %s %s", name, d.Code, d.Msg)
			}
		}
		if again := Run(s, set, Options{File: name}); !slices.EqualFunc(found, again, func(a, b diag.Diagnostic) bool { return a.Code == b.Code && a.Msg == b.Msg && a.Span == b.Span }) {
			t.Errorf("%s: not the same twice", name)
		}
	}
}

// TestParallel demands that many may use a set at once; -race tells.
func TestParallel(t *testing.T) {
	set := load(t, Builtin(), File{Name: "p.json", Text: []byte(`[` + rule(`{"effect": "[parameters('effect')]"}`) + `,` + tlsInitiative + `]`)})
	s := take(t, golden(t, "minimal"), snapshot.Options{})
	want := len(Run(s, set, Options{}))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := len(Run(s, set, Options{})); got != want {
				t.Errorf("%d findings, wanted %d", got, want)
			}
		})
	}
	wg.Wait()
}

// explained are the policies that report what keeps the control that cites
// them, or pass over what breaks it, and why.
func explained() map[string]string {
	return map[string]string{
		"ST-10 7aa1c9d5-3d7e-4579-8117-d85e99211757":  "the control wants a period, the policy also the action Block; where keys are in use amlsec writes Log",
		"ML-05 6ddb1705-c8cf-450e-aa4b-19ad6703c440":  "the policy wants the mode of a parameter, whose default is Disabled; the control wants AllowOnlyApprovedOutbound",
		"MC-02 7804b5c7-01dc-4723-969b-ae300cc07ff1":  "the control spares computes of a managed network, which have no subnet",
		"AKS-34 2dec5f47-bc40-40d1-8c7d-a39d9d6808d1": "the control wants zones, the policy also three of them and three nodes in each pool; a pool for GPUs starts with none",
	}
}

// resourceOf is the id in the notes of a finding.
func resourceOf(d diag.Diagnostic) string {
	for _, n := range d.Notes {
		if id, ok := strings.CutPrefix(n, "resource: "); ok {
			return strings.ToLower(id)
		}
	}
	return ""
}

// TestAgreesWithAudit holds the policies to the controls that cite them: no
// resource of a golden case keeps a control and is reported by its policy, nor the
// other way round, unless it is explained.
func TestAgreesWithAudit(t *testing.T) {
	set := load(t, Builtin())
	place := map[string]int{}
	for i, p := range set.policies {
		place[p.def.id] = i
	}
	used, compared := map[string]bool{}, 0
	for _, name := range cases(t) {
		s := take(t, golden(t, name), snapshot.Options{AssumeMissing: true})
		audited := audit.Run(s, audit.Options{})
		for _, c := range audit.Controls() {
			broken := reported(audited, c.Type, func(d diag.Diagnostic) bool { return d.Code == c.Code })
			for id := range policiesOf(c) {
				found := Run(s, set.alone(place[id]), Options{})
				against := reported(found, c.Type, func(d diag.Diagnostic) bool { return d.Code == codeDenied || d.Code == codeAudited })
				if len(found) > len(against) {
					continue // not decided
				}
				compared += len(against)
				for _, resource := range differing(broken, against) {
					key := c.ID + " " + id
					used[key] = true
					if explained()[key] == "" {
						t.Errorf("%s: %s (%s) and policy %s do not agree on %s", name, c.ID, c.Code, id, resource)
					}
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d findings compared", compared)
	}
	for key := range explained() {
		if !used[key] {
			t.Errorf("%s is explained and does not occur", key)
		}
	}
}

// policiesOf are the policies that a control cites.
func policiesOf(c audit.Control) map[string]bool {
	ids := map[string]bool{}
	for _, source := range c.Sources {
		if id, ok := strings.CutPrefix(source, "AzurePolicy:"); ok {
			id, _, _ = strings.Cut(id, " ")
			ids[id] = true
		}
	}
	return ids
}

// reported are the resources of a type that findings are about.
func reported(found diag.List, typ string, is func(diag.Diagnostic) bool) map[string]bool {
	ids := map[string]bool{}
	for _, d := range found {
		id := resourceOf(d)
		if is(d) && typeIn(id) == strings.ToLower(typ) {
			ids[id] = true
		}
	}
	return ids
}

// typeIn is the type in an id, in lower case.
func typeIn(id string) string {
	parts := strings.Split(id[strings.LastIndex(id, "/providers/")+1:], "/")
	if len(parts) < 3 {
		return ""
	}
	typ := parts[1]
	for i := 2; i < len(parts); i += 2 {
		typ += "/" + parts[i]
	}
	return typ
}

// differing are what only one of two sets has, in order.
func differing(a, b map[string]bool) []string {
	var list []string
	for id := range a {
		if !b[id] {
			list = append(list, id)
		}
	}
	for id := range b {
		if !a[id] {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// BenchmarkRun is all of Azure's own policies on the largest golden case.
func BenchmarkRun(b *testing.B) {
	set := load(b, Builtin())
	s := take(b, golden(b, "full"), snapshot.Options{})
	b.ReportAllocs()
	for b.Loop() {
		Run(s, set, Options{})
	}
}

// BenchmarkLoad reads Azure's own policies.
func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(azures)))
	for b.Loop() {
		load(b, Builtin())
	}
}
