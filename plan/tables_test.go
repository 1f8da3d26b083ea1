package plan

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestVMSizesInOrder(t *testing.T) {
	sizes := vmSizes()
	for i, s := range sizes {
		if s.vcpu <= 0 || s.memory < 0 || !strings.HasPrefix(s.name, "Standard_") {
			t.Errorf("%s: not a size: %+v", s.name, s)
		}
		if i > 0 && strings.ToLower(sizes[i-1].name) >= strings.ToLower(s.name) {
			t.Errorf("%s comes after %s", s.name, sizes[i-1].name)
		}
	}
	for _, name := range []string{"Standard_D4s_v5", "standard_d8S_V5", "Standard_DS3_v2", "Standard_NC4as_T4_v3"} {
		if s, ok := vmSizeNamed(name); !ok || !s.encryptsAtHost || s.arm {
			t.Errorf("%s: got %+v, %t", name, s, ok)
		}
	}
}

// TestRolesAreMinimal wants GUIDs, each once, and none of the roles that
// administer everything.
func TestRolesAreMinimal(t *testing.T) {
	guid := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	forbidden := []string{
		"8e3af657-a8ff-443c-a75c-2fe8c4bcb635", // Owner
		"b24988ac-6180-42a0-ab88-20f7382dd24c", // Contributor
		"18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", // User Access Administrator
		"f58310d9-a9f6-439a-9e8d-f62e7b41a168", // Role Based Access Control Administrator
	}
	var names, ids []string
	for _, r := range roleIDs() {
		names, ids = append(names, r.name), append(ids, r.id)
		if !guid.MatchString(r.id) || slices.Contains(forbidden, r.id) {
			t.Errorf("%s: %s is no GUID of a role to assign", r.name, r.id)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("roles are out of order: %v", names)
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != len(names) {
		t.Errorf("two roles have one GUID")
	}
}

func TestKubernetesVersions(t *testing.T) {
	for i, m := range kubernetesMinors() {
		if i > 0 && (m.minor != kubernetesMinors()[i-1].minor+1 || m.end <= kubernetesMinors()[i-1].end) {
			t.Errorf("1.%d is out of order", m.minor)
		}
	}
	for _, c := range []struct {
		version      string
		major, minor int
	}{{"1.35", 1, 35}, {"2.0", 2, 0}, {"1", 1, 0}, {"x.y", 0, 0}} {
		if major, minor := splitVersion(c.version); major != c.major || minor != c.minor {
			t.Errorf("%s: got %d, %d", c.version, major, minor)
		}
	}
}

// TestVerifyFindsContradictions breaks a plan in every way that Verify knows.
func TestVerifyFindsContradictions(t *testing.T) {
	base := func() *Plan {
		return &Plan{
			Params:     []Param{{Name: "location", Default: Text("eastus2")}},
			Network:    Network{VNet: VirtualNetwork{Resource: Resource{Symbol: "virtualNetwork"}}},
			Monitor:    Monitor{LogAnalytics: &LogAnalytics{Resource: Resource{Symbol: "logs"}}, Insights: ApplicationInsights{Resource: Resource{Symbol: "insights"}, LogAnalytics: "logs"}},
			Storage:    Storage{Resource: Resource{Symbol: "storage"}, Blob: Resource{Symbol: "blobs"}, File: Resource{Symbol: "files"}},
			KeyVault:   KeyVault{Resource: Resource{Symbol: "vault"}},
			Registry:   Registry{Resource: Resource{Symbol: "registry"}},
			Workspace:  Workspace{Resource: Resource{Symbol: "workspace"}, Storage: "storage", KeyVault: "vault", Registry: "registry", Insights: "insights"},
			Identities: []Identity{{Resource{Symbol: "one"}}, {Resource{Symbol: "two"}}},
		}
	}
	if err := base().Verify(); err != nil {
		t.Fatalf("the base is broken: %v", err)
	}
	for _, c := range []struct {
		name, want string
		breakIt    func(*Plan)
	}{
		{"twice", `"one" is declared twice`, func(p *Plan) { p.Identities[1].Symbol = "one" }},
		{"beside a parameter", `"location" is declared twice`, func(p *Plan) { p.Identities[1].Symbol = "location" }},
		{"parameter twice", `parameter "location" is declared twice`, func(p *Plan) { p.Params = append(p.Params, p.Params[0]) }},
		{"no symbol", "without a symbol", func(p *Plan) { p.Identities[1].Symbol = "" }},
		{"reference to nothing", `nothing has the symbol "gone"`, func(p *Plan) { p.Workspace.Storage = "gone" }},
		{"wait for nothing", `nothing has the symbol "gone"`, func(p *Plan) { p.Registry.After = []string{"gone"} }},
		{"output of nothing", `nothing has the symbol "gone"`, func(p *Plan) { p.Outputs = []Output{{Value: List{Ref{Symbol: "gone"}}}} }},
		{"cycle", "one -> two -> one", func(p *Plan) {
			p.Identities[0].After, p.Identities[1].After = []string{"two"}, []string{"one"}
		}},
		{"parallel endpoints", "do not wait for each other", func(p *Plan) {
			p.Endpoints = []PrivateEndpoint{
				{Resource: Resource{Symbol: "a"}, Subnet: "virtualNetwork", Target: "storage"},
				{Resource: Resource{Symbol: "b"}, Subnet: "virtualNetwork", Target: "vault"},
			}
		}},
		{"priorities", "the same priority, 100", func(p *Plan) {
			p.Network.NSGs = []NSG{{Resource: Resource{Symbol: "nsg"}, Rules: []NSGRule{{Name: "x", Priority: 100}, {Name: "y", Priority: 100}}}}
		}},
		{"module without what it mentions", `m.bicep: nothing has the symbol "identity"`, func(p *Plan) {
			p.Modules = []Module{{Resource: Resource{Symbol: "m"}, File: "m.bicep", Roles: []RoleAssignment{{Resource: Resource{Symbol: "role"}, Principal: Ref{Symbol: "identity"}}}}}
		}},
		{"argument of nothing", `main.bicep: nothing has the symbol "gone"`, func(p *Plan) {
			p.Modules = []Module{{Resource: Resource{Symbol: "m"}, File: "m.bicep", Params: []Param{{Name: "x", Default: Ref{Symbol: "gone"}}}}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := base()
			c.breakIt(p)
			if err := p.Verify(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
