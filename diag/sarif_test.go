package diag_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/amlsec/amlsec/diag"
)

// report prints a list as SARIF and reads it again with the library, which
// holds the published schema of SARIF 2.1.0 against it. Nothing may be lost on
// the way: a member that the library does not know is none of SARIF's.
func report(t *testing.T, src string, list diag.List, opts diag.Options) *sarif.Run {
	t.Helper()
	opts.Format = diag.SARIF
	out := printed(t, src, list, opts)
	log, err := sarif.FromBytes([]byte(out))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	if lost := lostIn(unmarshal(t, []byte(out)), unmarshal(t, again), "$"); lost != nil {
		t.Errorf("the library does not know %v", lost)
	}
	for _, run := range log.Runs {
		// The library writes these even when they are not set, and then refuses them.
		run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
	}
	if err := log.Validate(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log.Runs[0]
}

// lostIn are the paths of what is in a and not, or otherwise, in b.
func lostIn(a, b any, path string) (lost []string) {
	switch a := a.(type) {
	case map[string]any:
		other, _ := b.(map[string]any)
		for name, v := range a {
			lost = append(lost, lostIn(v, other[name], path+"."+name)...)
		}
	case []any:
		other, _ := b.([]any)
		if len(other) != len(a) {
			return []string{path}
		}
		for i, v := range a {
			lost = append(lost, lostIn(v, other[i], path+"[]")...)
		}
	default:
		if a != b {
			return []string{path}
		}
	}
	return lost
}

func unmarshal(t *testing.T, raw []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPrintSARIF(t *testing.T) {
	list := diag.List{
		{Code: "AML300", Severity: diag.Warning, Span: span(1, 1, 5), Msg: "same"},
		{Code: "AML300", Severity: diag.Warning, Span: span(2, 1, 5), Msg: "same"},
		{Code: "AML001", Severity: diag.Error, Span: diag.Span{File: "/repo/a dir/x.yaml"}, Msg: "m", Hint: "h"},
		{Code: "AML009", Severity: diag.Info, Span: diag.Span{File: "/else/x.yaml", Start: diag.Pos{Line: 1, Col: 2}}, Msg: "m"},
		{Code: "AML009", Severity: diag.Error, Span: diag.Span{File: "../y.yaml", Start: diag.Pos{Line: 3, Col: 2}}, Msg: "m"},
	}
	rules := []diag.Rule{
		{Code: "AML001", Severity: diag.Error, Title: "readable", Why: "why", Fix: "fix", Sources: []string{"here"}},
		{Code: "AML999", Severity: diag.Error, Title: "not in the report"},
	}
	list[4].Accept("it is read by nobody")
	run := report(t, "same\nsame\n", list, diag.Options{Rules: rules, Version: "v1", Dir: "/repo/sub", Root: "/repo", Category: "audit"})
	var got []string
	for _, r := range run.Results {
		at := r.Locations[0].PhysicalLocation
		line := []string{*r.RuleID, r.Level, *at.ArtifactLocation.URI}
		for _, s := range r.Suppressions {
			line = append(line, "suppressed: "+*s.Justification)
		}
		got = append(got, strings.Join(line, " "))
	}
	want := []string{
		"AML009 note y.yaml suppressed: it is read by nobody",
		"AML009 note file:///else/x.yaml",
		"AML001 error a%20dir/x.yaml",
		"AML300 warning sub/intent.yaml",
		"AML300 warning sub/intent.yaml",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(run.Tool.Driver.Rules) != 3 {
		t.Errorf("rules: %v", run.Tool.Driver.Rules)
	}
	if run.AutomationDetails == nil || *run.AutomationDetails.ID != "amlsec/audit/" {
		t.Error("nothing tells this report from that of another command")
	}
}

// TestCodeScanning holds reports to what GitHub asks for beyond the standard:
// each result has a rule by its index, a place with a line, and a fingerprint of
// its own; each rule has texts, help, a level, a severity and few tags.
func TestCodeScanning(t *testing.T) {
	list := diag.List{
		{Code: "AML300", Severity: diag.Warning, Msg: "no place at all"},
		{Code: "AML300", Severity: diag.Warning, Msg: "no place at all"},
		{Code: "AML301", Severity: diag.Error, Span: span(1, 2, 1), Msg: "an end before the start"},
		{Code: "AML302", Severity: diag.Info, Span: span(1, 1, 2), Msg: "<script>\x1b[31m" + strings.Repeat("x", 5000)},
	}
	for _, rules := range [][]diag.Rule{nil, {{Code: "AML301", Severity: diag.Error, Title: "t", Why: "w", Fix: "f", Sources: []string{"s"}}}} {
		run := report(t, "line\n", list, diag.Options{Rules: rules})
		marks := map[string]bool{}
		for _, r := range run.Results {
			at := r.Locations[0].PhysicalLocation
			mark := r.PartialFingerprints["primaryLocationLineHash"]
			switch {
			case *run.Tool.Driver.Rules[r.RuleIndex].ID != *r.RuleID:
				t.Errorf("%s has the index of another rule", *r.RuleID)
			case at.Region == nil || *at.Region.StartLine < 1:
				t.Errorf("%s has no line", *r.RuleID)
			case mark == "" || marks[mark]:
				t.Errorf("%s has no fingerprint of its own: %q", *r.RuleID, mark)
			case r.Message == nil || *r.Message.Text == "":
				t.Errorf("%s says nothing", *r.RuleID)
			}
			marks[mark] = true
		}
		for _, rule := range run.Tool.Driver.Rules {
			var severity any
			if rule.Properties != nil {
				severity = rule.Properties.Properties["security-severity"]
			}
			switch {
			case *rule.ShortDescription.Text == "", *rule.FullDescription.Text == "", *rule.Help.Text == "", *rule.Help.Markdown == "":
				t.Errorf("%s lacks a text", *rule.ID)
			case !slices.Contains([]string{"error", "warning", "note"}, rule.DefaultConfiguration.Level):
				t.Errorf("%s has the level %q", *rule.ID, rule.DefaultConfiguration.Level)
			case severity == nil || rule.HelpURI == nil:
				t.Errorf("%s has no severity or no page", *rule.ID)
			}
		}
	}
}
