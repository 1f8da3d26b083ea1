package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	goldenfile "github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/snapshot"
)

// take is the snapshot of a template that must have no errors.
func take(t testing.TB, template []byte, opts snapshot.Options) *snapshot.Snapshot {
	t.Helper()
	s, diags := snapshot.Take(template, opts)
	if diags.HasErrors() {
		t.Fatalf("%v\n%s", diags.Err(), template)
	}
	return s
}

// TestExamples demands that every rule finds the template that breaks it, at
// its severity, as an element of a list and as a resource of its own.
func TestExamples(t *testing.T) {
	for _, r := range rules() {
		t.Run(r.code, func(t *testing.T) {
			found := Run(take(t, []byte(r.example()), snapshot.Options{}), Options{File: "main.json"})
			if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == r.code && d.Severity == r.severity() }) {
				t.Errorf("not found in\n%s\nbut %v", r.example(), found)
			}
		})
	}
}

// TestCodes demands codes of the range, each once, in order.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules() {
		if !Owns(r.code) || seen[r.code] || slices.Contains([]string{codeNotAccepted, codeNotFound, codeTooMany}, r.code) {
			t.Errorf("%s: taken, or out of range", r.code)
		}
		seen[r.code] = true
		if r.title == "" || r.why == "" || r.level == 0 || len(r.sources) == 0 || r.hint() == "" {
			t.Errorf("%s says too little: %+v", r.code, r)
		}
	}
	if n := len(Controls()); n != 140 {
		t.Errorf("%d controls, wanted 140", n)
	}
}

// TestDocument keeps doc/controls.md as the rules say; AMLSEC_UPDATE=1 writes it.
func TestDocument(t *testing.T) {
	const file = "../doc/controls.md"
	want := document()
	got := goldenfile.File(t, file, []byte(want))
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the rules say; AMLSEC_UPDATE=1 go test ./audit writes it", file)
	}
}

func document() string {
	var b strings.Builder
	b.WriteString(documentHead)
	for _, c := range Controls() {
		path := c.Path
		if path == "" {
			path = "(companions)"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", c.ID, c.Code, c.Level, c.Severity,
			strings.TrimPrefix(c.Type, "Microsoft."), cell(path), cell(strings.TrimPrefix(c.Wanted, c.Path+" ")), cell(strings.Join(c.Sources, "; ")))
	}
	b.WriteString("\n## Companions\n\n| code | severity | rule | wanted |\n|---|---|---|---|\n")
	for _, r := range rules() {
		if r.control == "" {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.code, r.severity(), cell(r.title), cell(r.wanted()))
		}
	}
	return b.String()
}

// cell is text in a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "\n", " ").Replace(s)
}

const documentHead = `# Controls

<!-- Written by AMLSEC_UPDATE=1 go test ./audit from the rules of package audit. -->

What ` + "`amlsec audit`" + ` checks on the resources that a template would create, control by control. A required
control is an error, a recommended one a warning, one about keys of the customer's own is information. A control
keeps its code for good. ` + "`amlsec explain CODE`" + ` prints a template that breaks it.

How values are compared: texts have no case, null is as good as missing, an empty text or list is no value, and
` + "`[*]`" + ` means every element. Subnets, node pools and security rules count in the list of their parent and as
resources of their own. What only Azure knows (a reference, a list of keys) neither passes nor fails: for a required
control it is reported as information, "cannot be known offline". Resources that the template does not create are
not checked, nor are resources of extensions.

## Where sources disagree

Each of these is decided once. What is reported stays in every report until the intent accepts it with a reason.

| about | decided | reason |
|---|---|---|
| ML-11: legacy mode of the workspace | off; the built-in policy e413671a that asks for it is not followed | the v2 API, online endpoints included, needs it off |
| ML-03, ML-04: identity of the workspace | a system-assigned one is a warning, not an error | the trusted-services way from a workspace to a closed storage account works with the system-assigned identity only |
| ML-09, ST-07: keys of the storage account | off, with datastores that use identities | a key gives everything to whoever holds it; a cluster attached the v1 way needs keys, and that is an error until accepted |
| ML-05: managed network | a warning without one | a network of your own does the same; both together are not needed |
| MC-02: subnet of a compute | not asked of computes in a managed network | they cannot name one |
| AKS-14 and authorised ranges | the API server is private; no ranges are asked for | ranges protect a public API server only |
| EX-02: scoring in the clear | a warning | a certificate cannot be invented; the address is internal as long as EX-01 holds |
| NSG-01: Azure Bastion | TCP 443 from the Internet is allowed in a group of AzureBastionSubnet alone | browsers come that way; Azure refuses the subnet otherwise |
| NSG-03: Azure Bastion | not asked of a group of AzureBastionSubnet alone | Bastion is there to sign in to machines |
| VN-01: subnets of the platform | not asked of AzureFirewallSubnet, AzureFirewallManagementSubnet, GatewaySubnet, RouteServerSubnet | Azure refuses a group there, or advises against it |
| ACR-08: quarantine of images | information | it hides every image until a scanner releases it, and neither the workspace nor the cluster waits for one |
| AM-01, AM-02: open monitor private link scope | a warning | the workspace sends telemetry to components outside the scope |
| DNS zones in other clouds | the names of any cloud count | a template does not say which cloud it goes to |
| DNS zones elsewhere | information, when a zone group names them | their links cannot be seen in this template |
| RA-02: principals that exist | not asked where the id of the principal is known | only an identity that the template makes can be too fresh to be found, and people and groups are no service principals |
| AKS-19: secret rotation | "true" and true are the same | the API takes a text, one scanner wants a truth value |
| older versions of an API | a required property that the version lacks is a finding | the default of Azure holds there |

## Each control

| control | code | level | severity | resource | path | wanted | sources |
|---|---|---|---|---|---|---|---|
`
