package deploy

import (
	"encoding/json"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
)

func TestISODuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"PT1M2.5S": 62500 * time.Millisecond, "PT12S": 12 * time.Second, "P1DT2H": 26 * time.Hour, "pt3h": 3 * time.Hour, "PT0S": 0,
		"": 0, "P": 0, "PT": 0, "12S": 0, "PTS": 0, "PT1Y": 0, "P1M": 0, "PT99999999999999999999H": 0, "PT1.2.3S": 0,
	} {
		if got := isoDuration(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func FuzzISODuration(f *testing.F) {
	f.Add("P1DT2H3M4.5S")
	f.Fuzz(func(t *testing.T, s string) {
		if d := isoDuration(s); d < 0 {
			t.Errorf("%q: %s", s, d)
		}
	})
}

func TestOutputs(t *testing.T) {
	template := json.RawMessage(`{"outputs": {"B_TWO": {"type": "object"}, "A_ONE": {"type": "string"}, "Secret": {"type": "secureString"}, "gone": {"type": "string"}}}`)
	sent := json.RawMessage(`{"a_ONE": {"type": "String", "value": "x"}, "b_TWO": {"type": "Object", "value": {"n": 12345678901234567890}},
		"secret": {"type": "String", "value": "planted"}, "azurE_NEW": {"type": "Int", "value": 1}, "other": {"type": "SecureString", "value": "planted"}, "gone": {"type": "String"}}`)
	raw, err := json.Marshal(outputs(sent, template))
	want := `[{"name":"B_TWO","type":"Object","value":{"n":12345678901234567890}},{"name":"A_ONE","type":"String","value":"x"},{"name":"AZURE_NEW","type":"Int","value":1}]`
	if err != nil || string(raw) != want {
		t.Errorf("got %s, %v", raw, err)
	}
	for _, bad := range []string{``, `null`, `[]`, `{"a": 1}`} {
		if got := outputs(json.RawMessage(bad), json.RawMessage(bad)); len(got) != 0 {
			t.Errorf("%s: got %v", bad, got)
		}
	}
}

func TestDotenv(t *testing.T) {
	value := func(v any) json.RawMessage {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	text, skipped := Dotenv([]Output{
		{Name: "PLAIN", Value: value("a b")}, {Name: "HOSTILE", Value: value("x\"\nEVIL=1\r`id`$HOME\\!")}, {Name: "LIST", Value: value([]int{1, 2})},
		{Name: "NUMBER", Value: value(3)}, {Name: "bad name\nEVIL", Value: value("")}, {Name: "1ST", Value: value("")},
		{Name: "BACKSLASH", Value: value("C:\\")}, {Name: "QUOTED", Value: value(`"a"`)},
	})
	want := "PLAIN=\"a b\"\n" + `HOSTILE="x\"\nEVIL=1\r` + "\\`id\\`" + `\$HOME\\\!"` + "\nLIST=\"[1,2]\"\nNUMBER=\"3\"\n"
	if text != want || len(skipped) != 4 || skipped[2].Name != "BACKSLASH" || skipped[2].Why == skipped[1].Why {
		t.Errorf("got %q, %+v", text, skipped)
	}
}

func TestRecord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a", "b", RecordFile("/subscriptions/S", "Main"))
	if RecordFile("/subscriptions/s", "main") != filepath.Base(file) {
		t.Error("case matters")
	}
	if r, err := ReadRecord(file, "/subscriptions/s", "main"); r != nil || err != nil {
		t.Errorf("got %+v, %v", r, err)
	}
	want := Record{Version: 1, Scope: "/subscriptions/S", Name: "Main", CorrelationID: arm.NewID(), TemplateHash: "h", Started: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	if err := want.Write(file); err != nil {
		t.Fatal(err)
	}
	want.State = Succeeded
	if err := want.Write(file); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadRecord(file, "/subscriptions/s", "main"); err != nil || *got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info, err)
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("got %v, %v", info, err)
	}
	if _, err := ReadRecord(filepath.Dir(file), "/subscriptions/s", "main"); err == nil || err.Error() != "it is no file" {
		t.Errorf("a directory: got %v", err)
	}
	// A link is replaced, and what it points to stays.
	victim, link := filepath.Join(t.TempDir(), "victim"), filepath.Join(t.TempDir(), "link")
	if err := errors.Join(os.WriteFile(victim, []byte("v"), 0o600), os.Symlink(victim, link), want.Write(link)); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(victim); err != nil || string(text) != "v" {
		t.Errorf("got %q, %v", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	for text, want := range map[string]string{
		"": "no record", "[]": "no record", `{"version": 2}`: "version 2", `{"version": 1, "scope": "/x", "name": "main"}`: "another deployment",
		`{"version": 1, "scope": "/subscriptions/s", "name": "main", "correlationId": "../.."}`: "correlation id", strings.Repeat(" ", recordSize+1) + "{}": "no record",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r, err := ReadRecord(file, "/subscriptions/s", "main"); r != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %+v, %v", text, r, err)
		}
	}
}

func TestAdmit(t *testing.T) {
	rule := func(name string, priority int, access, from, to, port string) nsgRule {
		r := nsgRule{Name: name}
		p := &r.Properties
		p.Priority, p.Access, p.Direction, p.Protocol = priority, access, "Inbound", "Tcp"
		p.SourceAddressPrefix, p.DestinationAddressPrefix, p.DestinationPortRange = from, to, port
		return r
	}
	defaults := []nsgRule{rule("AllowVnetInBound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork", "*"), rule("DenyAllInBound", 65500, "Deny", "*", "*", "*")}
	network := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	for _, tt := range []struct {
		name, caller string
		rules        []nsgRule
		want         bool
		by           string
	}{
		{"no group", "192.168.0.0/24", nil, true, ""},
		{"inside", "10.1.2.0/24", defaults, true, "AllowVnetInBound"},
		{"outside", "192.168.0.0/24", defaults, false, "DenyAllInBound"},
		{"allowed", "192.168.0.0/24", append([]nsgRule{rule("in", 100, "Allow", "192.168.0.0/16", "10.1.4.9", "443")}, defaults...), true, "in"},
		{"another port", "192.168.0.0/24", append([]nsgRule{rule("in", 100, "Allow", "*", "*", "80-90")}, defaults...), false, "DenyAllInBound"},
		{"another address", "192.168.0.0/24", append([]nsgRule{rule("in", 100, "Allow", "*", "10.1.5.0/24", "443")}, defaults...), false, "DenyAllInBound"},
		{"half of them", "192.168.0.0/24", append([]nsgRule{rule("in", 100, "Allow", "192.168.0.0/25", "*", "443")}, defaults...), false, "DenyAllInBound"},
		{"one of them denied", "10.1.2.0/24", append([]nsgRule{rule("no", 100, "Deny", "10.1.2.3", "*", "*")}, defaults...), false, "no"},
		{"a tag", "192.168.0.0/24", append([]nsgRule{rule("in", 100, "Allow", "AzureCloud", "*", "443")}, defaults...), false, "DenyAllInBound"},
	} {
		group := securityGroup{}
		group.Properties.SecurityRules = tt.rules
		got := admit(group.inbound(), netip.MustParsePrefix(tt.caller), netip.MustParseAddr("10.1.4.9"), 443, network)
		if got.Admitted != tt.want || got.Rule != tt.by {
			t.Errorf("%s: got %+v", tt.name, got)
		}
	}
}
