package generator

import (
	"strings"
	"testing"
)

// mainOf is main.bicep of an intent with body behind its first lines.
func mainOf(t *testing.T, body string) string {
	t.Helper()
	src := "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n" + body
	out, diags, err := Generate(t.Context(), "intent.yaml", []byte(src), Options{})
	if err != nil || out == nil {
		t.Fatalf("%v %v\n%s", err, diags.Err(), src)
	}
	return string(out.Files[0].Data)
}

// declared is the text of the resource with that symbol.
func declared(t *testing.T, text, symbol string) string {
	t.Helper()
	_, from, ok := strings.Cut(text, "\nresource "+symbol+" ")
	if !ok {
		t.Fatalf("no resource %s", symbol)
	}
	body, _, _ := strings.Cut(from, "\n}")
	return body
}

// TestNodesMayCallTheAPIServer wants the address by which the nodes leave
// among the authorized ranges, read when it is known.
func TestNodesMayCallTheAPIServer(t *testing.T) {
	cluster := declared(t, mainOf(t, "inference: {cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}}\n"), "cluster")
	want := "authorizedIPRanges: ['203.0.113.0/24', '${natGatewayPublicIp.properties.ipAddress}/32']"
	_, list, _ := strings.Cut(cluster, "authorizedIPRanges: [")
	list, _, _ = strings.Cut(list, "]")
	if got := "authorizedIPRanges: [" + strings.Join(strings.Fields(list), ", ") + "]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAttachOnce wants both kinds of attachment behind a parameter, and no
// output that reads what is then not deployed.
func TestAttachOnce(t *testing.T) {
	for _, body := range []string{"", "inference: {attachment: akscompute}\n"} {
		main := mainOf(t, body)
		if !strings.Contains(main, "\nparam attachCluster bool = true\n") {
			t.Errorf("no parameter attachCluster\n%s", body)
		}
		if attachment := declared(t, main, "attachment"); !strings.Contains(attachment, "= if (attachCluster) {\n") {
			t.Errorf("the attachment is not left alone when asked: %.120s", attachment)
		}
		if strings.Contains(main, "attachment.") || strings.Contains(main, "    attachment\n") {
			t.Errorf("something refers to the attachment\n%s", body)
		}
	}
}

// TestTrafficIsKept wants the shares of traffic from a parameter.
func TestTrafficIsKept(t *testing.T) {
	main := mainOf(t, "inference: {target: managedOnlineEndpoint}\n")
	if !strings.Contains(main, "\nparam onlineEndpointTraffic object = {}\n") {
		t.Error("no parameter onlineEndpointTraffic")
	}
	if !strings.Contains(declared(t, main, "onlineEndpoint"), "\n    traffic: onlineEndpointTraffic\n") {
		t.Error("the endpoint does not take it")
	}
}

// TestMaintenanceWindows wants one for each channel, in turn, in both profiles.
func TestMaintenanceWindows(t *testing.T) {
	for _, body := range []string{"", "profile: dev\n"} {
		main := mainOf(t, body)
		for symbol, want := range map[string][]string{
			"clusterUpgradeWindow": {"parent: cluster", "'aksManagedAutoUpgradeSchedule'", "dayOfWeek: 'Sunday'", "startTime: '01:00'", "durationHours: 4"},
			"nodeUpgradeWindow":    {"parent: cluster", "'aksManagedNodeOSUpgradeSchedule'", "intervalWeeks: 1", "utcOffset: '+00:00'", "clusterUpgradeWindow"},
		} {
			text := declared(t, main, symbol)
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s lacks %q: %s", symbol, w, text)
				}
			}
		}
	}
}
