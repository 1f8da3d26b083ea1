package intent

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseResourceID(t *testing.T) {
	const sub = "00000000-0000-0000-0000-00000000000a"
	for _, test := range []struct {
		in   string
		want ResourceID
		err  string
	}{
		{in: "/subscriptions/" + sub + "/resourceGroups/rg", want: ResourceID{sub, "rg", "", nil}},
		{in: "/Subscriptions/" + strings.ToUpper(sub) + "/resourcegroups/RG_(1)", want: ResourceID{sub, "RG_(1)", "", nil}},
		{in: "/subscriptions/" + sub + "/resourceGroups/größe/providers/Microsoft.Network/virtualNetworks/hub", want: ResourceID{sub, "größe", "Microsoft.Network/virtualNetworks", []string{"hub"}}},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/aks", want: ResourceID{sub, "rg", "Microsoft.Network/virtualNetworks/subnets", []string{"hub", "aks"}}},
		{in: "", err: "begins with /subscriptions/"},
		{in: "hub", err: "begins with /subscriptions/"},
		{in: "/", err: "does not end with '/'"},
		{in: "/subscriptions", err: "wanted /subscriptions/<guid>"},
		{in: "/subscriptions/" + sub, err: "wanted /subscriptions/<guid>/resourceGroups/<name>"},
		{in: "/subscriptions/" + sub + "/resourceGroups/", err: "does not end with '/'"},
		{in: "/subscriptions/prod/resourceGroups/rg", err: `wanted a GUID after /subscriptions/, not "prod"`},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg.", err: "does not end with '.'"},
		{in: "/subscriptions/" + sub + "/resourceGroups/" + strings.Repeat("a", 91), err: "1 to 90"},
		{in: "/subscriptions/" + sub + "/resourceGroups/r g", err: "1 to 90"},
		{in: "/subscriptions/" + sub + "/resourceGroups//providers/Microsoft.Network/virtualNetworks/hub", err: "1 to 90"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers", err: "after the resource group"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks", err: "after the resource group"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets", err: "after the resource group"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/things/Microsoft.Network/virtualNetworks/hub", err: "after the resource group"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Network/virtualNetworks/hub", err: "wanted a namespace"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/<name>", err: "in every name"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub?x=y", err: "in every name"},
		{in: "/subscriptions/" + sub + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/'${x}'", err: "in every name"},
	} {
		got, err := ParseResourceID(test.in)
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: error %v, want %q", test.in, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Error(diff)
		}
		if again, err := ParseResourceID(got.String()); err != nil || !cmp.Equal(again, got) {
			t.Errorf("%s: written as %q, read as %v (%v)", test.in, got, again, err)
		}
	}
}

func TestResourceIDZero(t *testing.T) {
	var id ResourceID
	if !id.IsZero() || id.String() != "" {
		t.Errorf("%q", id)
	}
}
