package plan

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/intent"
)

// bases are base names of every length, with digits at the worst places.
func bases() []string {
	return []string{"ab", "a1", "fraud", "fraud1", "a23456789", "abcdefghij", "a123456789", "osoftx", "w", "logins"}
}

func builderNamed(name string) *builder {
	in := &intent.Intent{Name: intent.String{V: name}}
	return &builder{in: in, plan: &Plan{Intent: in}}
}

// TestEveryKindHasARow wants the table complete and in order.
func TestEveryKindHasARow(t *testing.T) {
	rows := namings()
	if len(rows) != int(kindTrustedAccess) {
		t.Errorf("%d rows for %d kinds", len(rows), kindTrustedAccess)
	}
	for i, n := range rows {
		if int(n.kind) != i+1 {
			t.Errorf("row %d is of kind %d", i, n.kind)
		}
	}
}

// TestFixedNamesAreAccepted proves that Azure takes every name of every kind.
func TestFixedNamesAreAccepted(t *testing.T) {
	for _, n := range namings() {
		for _, base := range bases() {
			for _, parts := range [][]string{nil, {"build"}, {"cluster"}, {"load-balancer"}} {
				if len(parts) > 0 && n.kind == kindCompute && parts[0] == "load-balancer" || n.kind == kindTrustedAccess && len(parts) > 0 {
					continue // no such name is made, and it would be too long
				}
				name := builderNamed(base).fixedName(n.kind, parts...)
				if n.glued || n.rule != "" {
					continue // unique names are tested below
				}
				if !n.accepts(name.Text) && !(n.kind == kindCompute && parts == nil) {
					t.Errorf("%s %q: wanted %d to %d characters of %s", n.what, name.Text, n.min, n.max, n.pattern)
				}
			}
		}
	}
}

// TestUniqueNamesAreAccepted proves it for names that end with the suffix, of
// its shortest and its longest form.
func TestUniqueNamesAreAccepted(t *testing.T) {
	for _, k := range []kind{kindStorage, kindKeyVault, kindRegistry, kindLogAnalytics, kindWorkspace, kindOnlineEndpoint} {
		n := namingOf(k)
		for _, base := range bases() {
			b := builderNamed(base)
			name := b.uniqueName(k, "theName")
			def, ok := b.plan.Params[len(b.plan.Params)-1].Default.(Unique)
			if !ok || name.Param != "theName" {
				t.Fatalf("%s: the name is not a parameter with a unique default", n.what)
			}
			for _, suffix := range []string{"abc", exampleSuffix, "0123456789abc"} {
				got := def.Prefix + suffix[:min(len(suffix), def.Length)]
				if !n.accepts(got) {
					t.Errorf("%s %q: wanted %d to %d characters of %s", n.what, got, n.min, n.max, n.pattern)
				}
			}
			if !n.accepts(name.Example) {
				t.Errorf("%s: the example %q is not one", n.what, name.Example)
			}
		}
	}
}

func TestReservedNames(t *testing.T) {
	for name, want := range map[string]bool{
		"mlw-microsoftx": true, "stWindows1": true, "login-fraud": true, "rg-login": false, "nsg-micro-soft": false,
	} {
		if got := isReserved(name); got != want {
			t.Errorf("isReserved(%q) = %t", name, got)
		}
	}
}

// TestParamsInOrder wants parameters in the order of readers, each once.
func TestParamsInOrder(t *testing.T) {
	b := builderNamed("fraud")
	b.useParam(symKubernetesVersion)
	b.useParam(symDataScientists)
	b.uniqueName(kindStorage, "storageName")
	b.useParam(symTags)
	b.uniqueName(kindRegistry, "registryName")
	b.useParam(symLocation)
	b.useParam(symScoringSources)
	b.useParam(symDataScientists)
	var got []string
	for _, p := range b.plan.Params {
		got = append(got, p.Name)
		if p.Description == "" || p.Type == "" || p.Default == nil {
			t.Errorf("%s: type, description and default must be there", p.Name)
		}
	}
	want := "location tags nameSuffix storageName registryName dataScientists scoringSources kubernetesVersion"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
