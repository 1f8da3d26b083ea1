package preflight

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
)

func TestAllows(t *testing.T) {
	reader := permission{Actions: []string{"*/read"}}
	contributor := permission{Actions: []string{"*"}, NotActions: []string{"Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"}}
	joiner := permission{Actions: []string{"Microsoft.Network/virtualNetworks/subnets/join/action"}}
	assigner := permission{Actions: []string{"Microsoft.Authorization/roleAssignments/*"}}
	for _, tt := range []struct {
		name    string
		entries []permission
		action  string
		want    bool
	}{
		{"nothing", nil, "Microsoft.Network/virtualNetworks/read", false},
		{"an empty entry", []permission{{}}, "Microsoft.Network/virtualNetworks/read", false},
		{"a star for all", []permission{contributor}, "Microsoft.Network/virtualNetworks/subnets/join/action", true},
		{"cut by notActions", []permission{contributor}, "Microsoft.Authorization/roleAssignments/write", false},
		{"case does not matter", []permission{contributor}, "MICROSOFT.AUTHORIZATION/roleassignments/WRITE", false},
		{"notActions cut their entry only", []permission{contributor, assigner}, "Microsoft.Authorization/roleAssignments/write", true},
		{"whatever the order", []permission{assigner, contributor}, "Microsoft.Authorization/roleAssignments/write", true},
		{"a star before a suffix", []permission{reader}, "Microsoft.Network/virtualNetworks/read", true},
		{"and no other suffix", []permission{reader}, "Microsoft.Network/virtualNetworks/join/action", false},
		{"an exact action", []permission{joiner}, "microsoft.network/virtualnetworks/subnets/join/action", true},
		{"and no longer one", []permission{joiner}, "Microsoft.Network/virtualNetworks/subnets/join/action/x", false},
		{"nor a shorter one", []permission{joiner}, "Microsoft.Network/virtualNetworks/subnets/join", false},
		{"two stars", []permission{{Actions: []string{"Microsoft.*/virtualNetworks/*/action"}}}, "Microsoft.Network/virtualNetworks/peer/action", true},
		{"two stars that do not fit", []permission{{Actions: []string{"Microsoft.*/virtualNetworks/*/action"}}}, "Microsoft.Network/subnets/peer/action", false},
		{"a star may stand for nothing", []permission{{Actions: []string{"a/*read"}}}, "a/read", true},
		{"parts may not overlap", []permission{{Actions: []string{"ab*ba"}}}, "aba", false},
	} {
		if got := allows(tt.entries, tt.action); got != tt.want {
			t.Errorf("%s: allows(%v, %q) = %v", tt.name, tt.entries, tt.action, got)
		}
	}
}

func TestSurge(t *testing.T) {
	for _, tt := range []struct {
		setting string
		n, want int
	}{
		{"", 3, 1}, {"", 30, 3}, {"", 31, 4}, {"1", 5, 1}, {"3", 5, 3}, {"33%", 3, 1}, {"33%", 4, 2}, {"33%", 12, 4},
		{"100%", 7, 7}, {"0", 4, 0}, {"33%", 0, 0}, {"odd", 4, 1},
	} {
		if got := surge(tt.setting, tt.n); got != tt.want {
			t.Errorf("surge(%q, %d) = %d, want %d", tt.setting, tt.n, got, tt.want)
		}
	}
}

func TestClaim(t *testing.T) {
	with := func(current, limit int) map[string]usage {
		return map[string]usage{"cores": {Current: current, Limit: limit}}
	}
	for _, tt := range []struct {
		name string
		all  map[string]usage
		need int
		want Status
	}{
		{"fits", with(10, 20), 9, Passed},
		{"fits to the last", with(10, 20), 10, Passed},
		{"one too many", with(10, 20), 11, Failed},
		{"over the limit already, and nothing needed", with(21, 20), 0, Passed},
		{"no limit", with(100, -1), 50, Passed},
		{"not listed", nil, 1, NotRun},
	} {
		if got := (claim{"cores", tt.need, "vCPU", "ask"}).against(tt.all).status; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestEnclosing(t *testing.T) {
	const role = "/subscriptions/s/resourceGroups/g/providers/N.A/vnets/v/subnets/x/providers/Microsoft.Authorization/roleAssignments/r"
	want := []string{
		role,
		"/subscriptions/s/resourceGroups/g/providers/N.A/vnets/v/subnets/x",
		"/subscriptions/s/resourceGroups/g/providers/N.A/vnets/v",
		"/subscriptions/s/resourceGroups/g",
		"/subscriptions/s",
	}
	if got := enclosing(role); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := typeOf(role); got != "Microsoft.Authorization/roleAssignments" {
		t.Error(got)
	}
	if got := typeOf(want[1]); got != "N.A/vnets/subnets" {
		t.Error(got)
	}
	if got := enclosing("no id"); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		outer, inner string
		want         bool
	}{
		{"/subscriptions/s", "/subscriptions/S/resourceGroups/g", true},
		{"/subscriptions/s/resourceGroups/g", "/subscriptions/s/resourceGroups/g", true},
		{"/subscriptions/s/resourceGroups/g", "/subscriptions/s/resourceGroups/g2", false},
		{"/subscriptions/s/resourceGroups/g", "/subscriptions/s", false},
		{"/providers/Microsoft.Management/managementGroups/m", "/subscriptions/s", true},
		{"/", "/subscriptions/s", true},
	} {
		if got := covers(tt.outer, tt.inner); got != tt.want {
			t.Errorf("covers(%q, %q) = %v", tt.outer, tt.inner, got)
		}
	}
}

func TestMayAllow(t *testing.T) {
	const pull = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
	only := "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {"
	for _, tt := range []struct {
		name, condition string
		want            bool
	}{
		{"a list with the role", only + pull + ", acdd72a7-3385-48ef-bd42-f606fba81ae7}))", true},
		{"a list without it", only + "acdd72a7-3385-48ef-bd42-f606fba81ae7}))", false},
		{"what is not read stays open", "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'", true},
	} {
		if got := mayAllow(tt.condition, pull); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestAZ(t *testing.T) {
	got := az("group", "create", "--name", "it's; rm -rf", "--location", "", "--tags", "a=$(b)")
	if want := `az group create --name 'it'\''s; rm -rf' --location '' --tags 'a=$(b)'`; got != want {
		t.Error(got)
	}
}

func TestOverlap(t *testing.T) {
	var n network
	n.Properties.AddressSpace.Prefixes = []netip.Prefix{netip.MustParsePrefix("10.60.0.0/16")}
	peer := peering{Name: "hub"}
	peer.Properties.Remote.Prefixes = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/20")}
	n.Properties.Peerings = []peering{peer}
	for _, tt := range []struct{ prefix, want string }{
		{"10.60.128.0/17", "the network"}, {"10.0.0.0/16", "the peered network hub"}, {"10.61.0.0/16", ""},
	} {
		if _, what := n.overlap(netip.MustParsePrefix(tt.prefix)); what != tt.want {
			t.Errorf("%s: %q, want %q", tt.prefix, what, tt.want)
		}
	}
}

func TestRedact(t *testing.T) {
	res := Result{Found: "got s3cret-long and s3cret", Remedy: "s3cret", Target: "x/s3cret"}
	redact(&res, arm.NewSecrets("s3cret", "s3cret-long"))
	if res.Found != "got (secret) and (secret)" || res.Remedy != "(secret)" || res.Target != "x/(secret)" {
		t.Errorf("%+v", res)
	}
}

// TestChecks wants every check documented as doc/preflight.md needs it.
func TestChecks(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Checks() {
		if seen[c.ID] || c.Title == "" || c.Source == "" || len(c.Calls) == 0 || c.tasks == nil || c.Area() == c.ID {
			t.Errorf("%q: not complete, or twice", c.ID)
		}
		seen[c.ID] = true
		for _, call := range c.Calls {
			if call.Method != read && call.Method != post || call.Version == "" || call.Action == "" {
				t.Errorf("%q: %+v", c.ID, call)
			}
		}
	}
}
