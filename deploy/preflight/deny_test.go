package preflight

import "testing"

func TestMeant(t *testing.T) {
	const caller, other = "00000000-0000-0000-0000-0000000000c1", "00000000-0000-0000-0000-0000000000c2"
	all := principal{everyone, "SystemDefined"}
	for _, tt := range []struct {
		name             string
		caller           string
		principals, less []principal
		want             Status
	}{
		{"everyone", caller, []principal{all}, nil, Failed},
		{"the caller", caller, []principal{{caller, "ServicePrincipal"}}, nil, Failed},
		{"somebody else", caller, []principal{{other, "User"}}, nil, Passed},
		{"everyone but the caller", caller, []principal{all}, []principal{{caller, "User"}}, Passed},
		{"everyone but somebody else", caller, []principal{all}, []principal{{other, "User"}}, Failed},
		{"a group", caller, []principal{{other, "Group"}}, nil, NotRun},
		{"everyone but a group", caller, []principal{all}, []principal{{other, "Group"}}, NotRun},
		{"somebody, and nobody knows who the caller is", "", []principal{{other, "User"}}, nil, NotRun},
		{"everyone, whoever the caller is", "", []principal{all}, nil, Failed},
		{"everyone but somebody, and nobody knows who the caller is", "", []principal{all}, []principal{{other, "User"}}, NotRun},
	} {
		var d denial
		d.Properties.Principals, d.Properties.ExcludePrincipals = tt.principals, tt.less
		if got := (&world{in: Input{PrincipalID: tt.caller}}).meant(d); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestDenies(t *testing.T) {
	const group, sub = "/subscriptions/s/resourceGroups/g", "/subscriptions/s"
	needs := []need{{action: "A/b/read"}, {action: "A/b/write"}}
	for _, tt := range []struct {
		name, scope string
		actions     []string
		notBelow    bool
		want        bool
	}{
		{"at the scope", group, []string{"A/*/write"}, false, true},
		{"at the scope alone", group, []string{"*"}, true, true},
		{"around it", sub, []string{"*"}, false, true},
		{"around it, and not below", sub, []string{"*"}, true, false},
		{"elsewhere", sub + "/resourceGroups/h", []string{"*"}, false, false},
		{"another action", group, []string{"A/b/delete"}, false, false},
	} {
		var d denial
		d.Properties.Scope, d.Properties.NotBelow = tt.scope, tt.notBelow
		d.Properties.Permissions = []permission{{Actions: tt.actions}}
		if _, got := d.denies(group, needs); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
