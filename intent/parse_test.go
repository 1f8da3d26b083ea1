package intent

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/amlsec/amlsec/diag"
)

// TestParseText has one bad input a row: what is wrong with the file as such.
func TestParseText(t *testing.T) {
	head := strings.TrimSpace(minimal) + "\n"
	for _, test := range []struct{ name, src, want string }{
		{"empty", "", `x.yaml AML006 the file holds no intent`},
		{"blanks", " \n\n", `x.yaml AML006 the file holds no intent`},
		{"mark only", "---\n", `x.yaml AML006 the file holds no intent`},
		{"null", "null\n", `x.yaml AML006 the file holds no intent`},
		{"list", "- a\n", `x.yaml:1:1 AML021 the intent: found a list, wanted a mapping`},
		{"text", "amlsec", `x.yaml:1:1 AML021 the intent: found the text "amlsec", wanted a mapping`},
		{"utf-16 le", "\xff\xfea\x00", `x.yaml AML003 the file is encoded in UTF-16 (little-endian), wanted UTF-8`},
		{"utf-16 be", "\xfe\xff\x00a", `x.yaml AML003 the file is encoded in UTF-16 (big-endian), wanted UTF-8`},
		{"utf-16 without mark", "a\x00p\x00", `x.yaml AML003 the file is encoded in UTF-16 (little-endian), wanted UTF-8`},
		{"utf-32", "\xff\xfe\x00\x00a\x00\x00\x00", `x.yaml AML003 the file is encoded in UTF-32, wanted UTF-8`},
		{"latin-1", head + "tags: {a: M\xfcller}\n", `x.yaml:4:12 AML003 found byte 0xfc, which is not UTF-8`},
		{"nul", head + "tags: {a: b\x00}\n", `x.yaml:4:12 AML004 found the invisible character U+0000`},
		{"escape", head + "# \x1b[31m\n", `x.yaml:4:3 AML004 found the invisible character U+001B`},
		{"bidi", head + "tags: {ä: \"b\u202e\"}\n", `x.yaml:4:13 AML004 found the invisible character U+202E`},
		{"next line", head + "#\u0085cloud: x\n", `x.yaml:4:2 AML004 found the invisible character U+0085`},
		{"two marks", "\ufeff\ufeff" + head, `x.yaml:1:1 AML004 found the invisible character U+FEFF`},
		{"second document", head + "---\n" + head, `x.yaml:4:1 AML007 the file holds a second document`},
		{"second document bad", head + "---\na: [\n", `x.yaml:5:1 AML005 not valid YAML: did not find expected node content`},
		{"tab", "name: fraud\n\tlocation: x\n", `x.yaml:2:2 AML005 not valid YAML: found a tab character that violates indentation`},
		{"tab in list", head + "tags:\n  -\ta\n  \t- b\n", `x.yaml:5:4 AML005 not valid YAML: found a tab`},
		{"quote", head + "tags: {a: \"b}\n", `x.yaml:4:1 AML005 not valid YAML: found unexpected end of stream`},
		{"bracket", head + "network: {bastion: true\ncloud: AzureCloud\n", `x.yaml:4:1 AML005 not valid YAML: did not find expected ',' or '}'`},
		{"indent less", "network:\n  access: x\n foo: y\n", `x.yaml:3:2 AML005 not valid YAML: did not find expected key`},
		{"indent more", "name: fraud\n location: x\n", `x.yaml:2:2 AML005 not valid YAML: mapping values are not allowed in this context`},
		{"no colon", "name: fraud\nlocation\ncloud: x\n", `x.yaml:2:1 AML005 not valid YAML: could not find expected ':'`},
		{"at sign", "name: @fraud\n", `x.yaml:1:1 AML005 not valid YAML: found character that cannot start any token`},
		{"unknown alias", "name: fraud\nlocation: *here\n", `x.yaml:2:1 AML005 not valid YAML: unknown anchor 'here' referenced`},
		{"bad escape", "name: \"\\d\"\n", `x.yaml:1:1 AML005 not valid YAML: found unknown escape character`},
		{"directive", "%YAML 3.0\n---\nname: x\n", `x.yaml:1:1 AML005 not valid YAML: found incompatible YAML document`},
		{"alias as key", "a: &a b\n*a : c\n", `x.yaml:2:1 AML009 found an alias as a key, which an intent does not have`},
		{"cycle", "network: &n\n  subnets: *n\n", `x.yaml:1:10 AML008 the value with anchor "n" holds itself`},
		{"cycle in list", "accept: &n [*n]\n", `x.yaml:1:9 AML008 the value with anchor "n" holds itself`},
		{"bomb", bomb(), `x.yaml:3:29 AML008 aliases expand to more than 1000 values`},
		{"deep flow", "a: " + strings.Repeat("[", 100) + strings.Repeat("]", 100), `x.yaml:1:36 AML010 found more than 32 levels of nesting`},
		{"deeper than the library", strings.Repeat("[", 20000), `x.yaml:1:1 AML005 not valid YAML: exceeded max depth of 10000`},
		{"crlf", "apiVersion: amlsec/v1\r\nname: fraud\r\nlocation: E\r\n", `x.yaml:3:11 AML024 "location": found "E", wanted a region by its programmatic name, in lower case without spaces`},
		{"cr", "apiVersion: amlsec/v1\rname: fraud\rlocation: E\r", `x.yaml:3:11 AML024 "location": found "E", wanted a region by its programmatic name, in lower case without spaces`},
		{"byte order mark", "\ufeffapiVersion: amlsec/v2\nname: fraud\nlocation: eastus2\n", `x.yaml:1:13 AML023 "apiVersion": found "amlsec/v2", wanted amlsec/v1`},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, list := Parse("x.yaml", []byte(test.src))
			if in != nil {
				t.Error("intent is not nil")
			}
			var got []string
			for _, d := range list {
				if d.Code != "AML020" && d.Code != "AML022" { // what else such a text lacks
					got = append(got, fmt.Sprintf("%s %s %s", d.Span, d.Code, d.Msg))
				}
				checkWording(t, d)
			}
			if len(got) != 1 || got[0] != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// bomb is ten aliases of ten aliases of ten values.
func bomb() string {
	ten := func(s string) string { return "[" + strings.Repeat(s+",", 9) + s + "]" }
	return "a: &a " + ten("x") + "\nb: &b " + ten("*a") + "\nc: &c " + ten("*b") + "\nd: " + ten("*c") + "\n"
}

// TestParseFew shows that aliases are refused for their number only.
func TestParseFew(t *testing.T) {
	if in, list := Parse("x.yaml", []byte(minimal+"tags: {a: &a b, c: *a}\n")); in == nil {
		t.Error(list)
	}
}

// TestParseMany shows that a flood of errors is cut, and counted.
func TestParseMany(t *testing.T) {
	var b strings.Builder
	b.WriteString(minimal)
	for i := range 150 {
		fmt.Fprintf(&b, "field%d: x\n", i)
	}
	_, list := Parse("x.yaml", []byte(b.String()))
	if len(list) != maxReports || !slices.Contains(list[maxReports-1].Notes, "50 more are not shown") {
		t.Errorf("%d diagnostics, notes of the last: %v", len(list), list[len(list)-1].Notes)
	}
}

// TestParseTags shows the limit on tags.
func TestParseTags(t *testing.T) {
	var b strings.Builder
	b.WriteString(minimal + "tags:\n")
	for i := range 46 {
		fmt.Fprintf(&b, "  tag%d: x\n", i)
	}
	_, list := Parse("x.yaml", []byte(b.String()))
	if len(list) != 1 || list[0].Code != "AML026" || !strings.Contains(list[0].Msg, "found 46 tags, wanted at most 45") {
		t.Error(list)
	}
}

// TestParseSource shows that a diagnostic names the page of its own rule.
func TestParseSource(t *testing.T) {
	for value, want := range map[string]string{"10.0.0.0/8": sourceCNI, "172.31.0.0/16": sourceCNI, "127.0.0.0/16": sourceVNet} {
		_, list := Parse("x.yaml", []byte(minimal+"inference: {cluster: {network: {serviceCidr: "+value+"}}}\n"))
		if len(list) != 1 || list[0].Source != want {
			t.Errorf("%s: %+v", value, list)
		}
	}
}

// TestFull decodes a file with every field of the language, and shows that
// each has its value, its path and its place.
func TestFull(t *testing.T) {
	in, list := Parse("full.yaml", files(t, "full.yaml")["testdata/full.yaml"])
	if in == nil {
		t.Fatal(list)
	}
	written := 0
	eachValue(reflect.ValueOf(in).Elem(), func(path string, at diag.Span, v reflect.Value) {
		if !at.IsValid() {
			// A pool says its size in one of two ways.
			if !strings.Contains(path, ".pools.") {
				t.Errorf("%s: not set", path)
			}
			return
		}
		if at.File != "full.yaml" || path == "" && v.IsValid() {
			t.Errorf("%s: at %v", path, at)
		}
		written++
	})
	if want := 120; written < want {
		t.Errorf("%d values and sections written, want at least %d", written, want)
	}
	id := func(group, typ string, names ...string) ResourceID {
		return ResourceID{"aaaaaaaa-0000-0000-0000-000000000001", group, typ, names}
	}
	for _, c := range []struct{ got, want any }{
		{in.File, "full.yaml"},
		{in.Cloud.V, "AzureUSGovernment"},
		{in.Tags.Items[1].Name.V, "cost.center"},
		{in.Tags.Items[1].Name.Path, `tags["cost.center"]`},
		{in.Tags.Items[1].Value.V, "4711"},
		{in.Tags.Items[2].Value.V, ""},
		{in.Network.VirtualNetwork.Existing.V, id("Net_RG", "Microsoft.Network/virtualNetworks", "hub")},
		{in.Network.VirtualNetwork.AddressPrefixes[1].V.String(), "10.51.0.0/24"},
		{in.Network.VirtualNetwork.AddressPrefixes[1].Path, "network.virtualNetwork.addressPrefixes[1]"},
		{in.Network.PrivateDNS.Zones.V, "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/dns-rg"},
		{in.Network.Egress.Appliance.V.String(), "10.1.0.68"},
		{in.Network.Egress.Path.V, "appliance"},
		{in.Network.Egress.Section.Path, "network.egress"},
		{in.Workspace.Access.DataScientists[0].V, "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"},
		{in.Workspace.KeyVault.Existing.V, id("data", "Microsoft.KeyVault/vaults", "kv-fraud")},
		{in.Inference.Cluster.KubernetesVersion.V, "1.30"},
		{in.Inference.Cluster.Network.DockerBridgeCIDR.V.String(), "172.18.0.1/16"},
		{in.Inference.Cluster.Pools.Items[0].Name.V, "system"},
		{in.Inference.Cluster.Pools.Items[0].Zones[2].V, 3},
		{in.Inference.Cluster.Pools.Items[1].Min.Path, "inference.cluster.pools.inference.min"},
		{in.Inference.Cluster.Pools.Items[1].Min.IsSet(), true},
		{in.Accept[0].Section.Path, "accept[0]"},
		{in.Accept[0].Reason.V, "the hub's firewall inspects this traffic"},
		{in.Deployment.Subscription.V, "aaaaaaaa-0000-0000-0000-000000000001"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Error(diff)
		}
	}
}

// eachValue calls f for every section and value that v holds. V is not valid
// for a section.
func eachValue(v reflect.Value, f func(path string, at diag.Span, v reflect.Value)) {
	switch {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			eachValue(v.Index(i), f)
		}
	case v.Kind() != reflect.Struct:
	case v.FieldByName("V").IsValid():
		f(v.FieldByName("Path").String(), v.FieldByName("Span").Interface().(diag.Span), v.FieldByName("V"))
	default:
		for i := range v.NumField() {
			if s, ok := v.Field(i).Interface().(Section); ok {
				f(s.Path, s.Span, reflect.Value{})
				continue
			}
			eachValue(v.Field(i), f)
		}
	}
}

// TestDefaults shows that what is left out has its path and its default.
func TestDefaults(t *testing.T) {
	in, list := Parse("minimal.yaml", []byte(minimal))
	if in == nil {
		t.Fatal(list)
	}
	eachValue(reflect.ValueOf(in).Elem(), func(path string, at diag.Span, v reflect.Value) {
		if set := slices.Contains([]string{"", "apiVersion", "name", "location"}, path); at.IsValid() != set {
			t.Errorf("%q: at %v", path, at)
		}
	})
	got := map[string]any{}
	for _, p := range in.Network.VirtualNetwork.AddressPrefixes {
		got[p.Path] = p.V.String()
	}
	for _, e := range in.Workspace.Storage.Endpoints {
		got[e.Path] = e.V
	}
	got[in.Inference.Cluster.Network.DNSServiceIP.Path] = in.Inference.Cluster.Network.DNSServiceIP.V.String()
	got[in.Inference.Cluster.Private.Path] = in.Inference.Cluster.Private.V
	got[in.Workspace.ImageBuild.MaxNodes.Path] = in.Workspace.ImageBuild.MaxNodes.V
	got[in.Inference.Cluster.LocalAccounts.Path] = in.Inference.Cluster.LocalAccounts.IsSet()
	want := map[string]any{
		"network.virtualNetwork.addressPrefixes[0]": "10.42.0.0/16",
		"workspace.storage.endpoints[0]":            "blob",
		"workspace.storage.endpoints[1]":            "file",
		"inference.cluster.network.dnsServiceIp":    "10.0.0.10",
		"inference.cluster.private":                 true,
		"workspace.imageBuild.maxNodes":             2,
		"inference.cluster.localAccounts":           false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(in.Inference.Cluster.Pools.Items) != 0 || in.Inference.Cluster.Pools.Path != "inference.cluster.pools" {
		t.Errorf("pools: %+v", in.Inference.Cluster.Pools)
	}
}

// TestTags decodes every default and example of the struct tags: they are
// values of their fields.
func TestTags(t *testing.T) {
	eachField(model(), "", func(f *field, path string) {
		if f.doc == "" {
			t.Errorf("%s: no doc", path)
		}
		if f.shape == sectionShape || f.shape == tagsShape || f.shape == poolsShape {
			return
		}
		scalar := f
		if f.shape == listShape {
			scalar = f.item
		}
		for _, w := range slices.Concat(split(f.def), f.examples) {
			d := &decoder{bad: map[string]bool{}}
			v := reflect.New(scalar.typ)
			checkTag(t, d, scalar, w, v)
		}
		if f.pattern != nil && f.want == "" {
			t.Errorf("%s: a pattern without its meaning", path)
		}
	})
}

func checkTag(t *testing.T, d *decoder, f *field, word string, v reflect.Value) {
	t.Helper()
	var bad *fault
	lit := literal{text: word}
	switch v.Interface().(type) {
	case *String:
		_, bad = readText(f, lit)
	case *Bool:
		_, bad = readBool(f, lit)
	case *Int:
		_, bad = readInt(f, lit)
	case *Prefix:
		_, bad = readPrefix(f, lit)
	case *Addr:
		_, bad = readAddr(f, lit)
	case *ID:
		_, bad = readID(f, lit)
	}
	if bad != nil {
		t.Errorf("%s: %q: %s", f.key, word, bad.msg)
	}
}

// eachField calls f for every field below root, pools included.
func eachField(root *field, path string, f func(*field, string)) {
	for i := range root.fields {
		c := &root.fields[i]
		f(c, join(path, c.key))
		eachField(c, join(path, c.key), f)
		if c.item != nil {
			eachField(c.item, join(path, c.key)+".*", f)
		}
	}
}

// TestSpans shows the places of values in all their spellings.
func TestSpans(t *testing.T) {
	src := minimal + `tags: {äö: "ü\"", b: 'it''s', c: &x plain text, d: *x}
network: {bastion: true, subnets: {endpoints: {prefix: 10.42.0.0/26}}}
accept:
  - code: AML412
    reason: |
      two lines of
      text
`
	in, list := Parse("x.yaml", []byte(src))
	if in == nil {
		t.Fatal(list)
	}
	place := func(s diag.Span) string {
		return fmt.Sprintf("%d:%d-%d:%d", s.Start.Line, s.Start.Col, s.End.Line, s.End.Col)
	}
	for _, c := range []struct{ what, got, want string }{
		{"name", place(in.Name.Span), "2:7-2:12"},
		{"tag name", place(in.Tags.Items[0].Name.Span), "4:8-4:10"},
		{"double quotes", place(in.Tags.Items[0].Value.Span), "4:12-4:17"},
		{"single quotes", place(in.Tags.Items[1].Value.Span), "4:22-4:29"},
		{"anchor", place(in.Tags.Items[2].Value.Span), "4:34-4:47"},
		{"alias", place(in.Tags.Items[3].Value.Span), "4:52-4:54"},
		{"section", place(in.Network.Span), "5:1-5:8"},
		{"bool", place(in.Network.Bastion.Span), "5:20-5:24"},
		{"prefix", place(in.Network.Subnets.Endpoints.Prefix.Span), "5:56-5:68"},
		{"item", place(in.Accept[0].Span), "7:5-8:14"},
		{"block", place(in.Accept[0].Reason.Span), "8:13-8:14"},
		{"left out", place(in.Cloud.Span), "0:0-0:0"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}

// TestWholeLine shows the place of a syntax error: the text of its line.
func TestWholeLine(t *testing.T) {
	s := newSource("x.yaml", []byte("  ä b \n\t\t\n"))
	for line, want := range map[int]diag.Span{
		1: {File: "x.yaml", Start: diag.Pos{Line: 1, Col: 3}, End: diag.Pos{Line: 1, Col: 6}},
		2: {File: "x.yaml", Start: diag.Pos{Line: 2, Col: 1}},
		3: {File: "x.yaml", Start: diag.Pos{Line: 3, Col: 1}},
	} {
		if got := s.wholeLine(line); got != want {
			t.Errorf("line %d: %+v, want %+v", line, got, want)
		}
	}
}

// TestAliasValue shows that the value of an alias is that of its anchor.
func TestAliasValue(t *testing.T) {
	in, list := Parse("x.yaml", []byte(minimal+`network:
  subnets:
    cluster: {prefix: &p 10.42.4.0/22}
    training: {prefix: *p}
`))
	if in == nil {
		t.Fatal(list)
	}
	if got, want := in.Network.Subnets.Training.Prefix.V, netip.MustParsePrefix("10.42.4.0/22"); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
