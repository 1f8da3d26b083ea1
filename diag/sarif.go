package diag

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// The types below are the part of SARIF 2.1.0 that GitHub code scanning reads,
// in the specification's words. They are written out here and not taken from
// owenrumney/go-sarif: doc/architecture.md says why. The tests validate reports
// with that library.
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool        `json:"tool"`
		Automation *sarifAutomation `json:"automationDetails,omitempty"`
		ColumnKind string           `json:"columnKind"`
		Results    []sarifResult    `json:"results"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string          `json:"id"`
		Short      sarifText       `json:"shortDescription"`
		Full       sarifText       `json:"fullDescription"`
		Help       sarifText       `json:"help"`
		HelpURI    string          `json:"helpUri"`
		Default    sarifDefault    `json:"defaultConfiguration"`
		Properties sarifProperties `json:"properties"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Security  string   `json:"security-severity"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// homepage is where the tool is documented, and rulesPage where its rules are.
const (
	homepage  = "https://github.com/amlsec/amlsec"
	rulesPage = homepage + "/blob/main/doc/rules.md"
)

// lineHash is the one fingerprint by which GitHub tells alerts apart. Without
// ours it takes the text of the line alone, and two findings of a rule at one
// line become one.
const lineHash = "primaryLocationLineHash"

func printSARIF(w io.Writer, list List, opts Options) error {
	rules := sarifRules(list, opts.Rules)
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{"amlsec", opts.Version, homepage, rules}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	if opts.Category != "" {
		run.Automation = &sarifAutomation{"amlsec/" + opts.Category + "/"}
	}
	lines, seen := newSources(opts.Source), map[string]int{}
	for _, d := range list {
		index, _ := findRule(rules, d.Code)
		mark := fingerprint(d, lines.of(d.Span.File))
		seen[mark]++ // equal ones are numbered, so that each alert keeps its own
		run.Results = append(run.Results, sarifResult{
			RuleID:       d.Code,
			RuleIndex:    index,
			Level:        sarifLevel(d.Severity),
			Message:      sarifText{Text: sarifMessage(d)},
			Locations:    []sarifLocation{{sarifPhysical{artifact(d.Span.File, opts), region(d.Span)}}},
			Fingerprints: map[string]string{lineHash: fmt.Sprintf("%s:%d", mark, seen[mark])},
			Suppressions: suppressions(d),
		})
	}
	return WriteJSON(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// sarifRules describes the codes that list holds, by code: those only, so that
// a report stays small. A code that no rule describes gets its bare name.
func sarifRules(list List, known []Rule) []sarifRule {
	rules := []sarifRule{}
	for _, d := range list {
		at, found := findRule(rules, d.Code)
		if found {
			continue
		}
		rule := Rule{Code: d.Code, Severity: d.Severity, Title: d.Code}
		if i := slices.IndexFunc(known, func(r Rule) bool { return r.Code == d.Code }); i >= 0 {
			rule = known[i]
		}
		rules = slices.Insert(rules, at, sarifRuleOf(rule))
	}
	return rules
}

func findRule(rules []sarifRule, code string) (int, bool) {
	return slices.BinarySearchFunc(rules, code, func(r sarifRule, code string) int { return cmp.Compare(r.ID, code) })
}

func sarifRuleOf(r Rule) sarifRule {
	return sarifRule{
		ID:      r.Code,
		Short:   sarifText{Text: r.Title},
		Full:    sarifText{Text: cmp.Or(r.Why, r.Title)},
		Help:    sarifText{Text: strings.Join(slices.Concat([]string{cmp.Or(r.Fix, r.Title)}, r.Sources), "\n"), Markdown: sarifHelp(r)},
		HelpURI: rulesPage,
		Default: sarifDefault{sarifLevel(r.Severity)},
		Properties: sarifProperties{
			Tags: []string{"security", "azure-machine-learning"}, Precision: "very-high", Security: securitySeverity(r.Severity),
		},
	}
}

// securitySeverity is a severity in GitHub's scale of 0 to 10, on which 7 and
// more is high, 4 and more medium and less than that low.
func securitySeverity(s Severity) string {
	switch s {
	case Error:
		return "8.0"
	case Warning:
		return "5.0"
	default:
		return "2.0"
	}
}

// suppressions tell why a finding is accepted.
func suppressions(d Diagnostic) []sarifSuppression {
	if reason, ok := d.Accepted(); ok {
		return []sarifSuppression{{"inSource", reason}}
	}
	return nil
}

// sarifHelp is what GitHub shows beside an alert, in Markdown.
func sarifHelp(r Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**Fix:** %s\n", cmp.Or(r.Fix, r.Title))
	for i, s := range r.Sources {
		if i == 0 {
			b.WriteString("\n**Sources:**\n\n")
		}
		fmt.Fprintf(&b, "- %s\n", s)
	}
	return b.String()
}

// sarifMessage holds the hint and the notes too: GitHub shows nothing else of a result.
func sarifMessage(d Diagnostic) string {
	parts := []string{d.Msg}
	if d.Hint != "" {
		parts = append(parts, "hint: "+d.Hint)
	}
	for _, n := range d.Notes {
		parts = append(parts, "note: "+n)
	}
	if d.Source != "" {
		parts = append(parts, "source: "+d.Source)
	}
	return strings.Join(parts, "\n")
}

func sarifLevel(s Severity) string {
	if s == Info {
		return "note"
	}
	return s.String()
}

// artifact names a file by a URI relative to the root of the repository, which
// GitHub needs to find it, or by an absolute one when it lies elsewhere.
func artifact(file string, opts Options) sarifArtifact {
	root := cmp.Or(opts.Root, opts.Dir)
	if root != "" {
		whole := file
		if !filepath.IsAbs(whole) {
			whole = filepath.Join(opts.Dir, whole)
		}
		if rel, err := filepath.Rel(root, whole); err == nil && filepath.IsLocal(rel) {
			file = rel
		} else if filepath.IsAbs(whole) {
			file = whole
		}
	}
	slashed := filepath.ToSlash(filepath.Clean(file))
	if filepath.IsAbs(file) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(slashed, "/")}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: slashed}).String(), URIBaseID: "%SRCROOT%"}
}

// region is the place of a span. A result without a place is put on the first
// line, because GitHub refuses results without a location.
func region(s Span) sarifRegion {
	if !s.IsValid() {
		return sarifRegion{StartLine: 1, StartColumn: 1}
	}
	r := sarifRegion{StartLine: s.Start.Line, StartColumn: max(s.Start.Col, 1)}
	if s.End.IsValid() && s.Start.Compare(s.End) < 0 {
		r.EndLine, r.EndColumn = s.End.Line, s.End.Col
	}
	return r
}

// longLine is how many bytes of a line tell one report from another.
const longLine = 4096

// lineOf is the text of a line, and of a very long one the part around the place.
func lineOf(at Pos, lines *Lines) string {
	if at.Line < 1 || at.Line > lines.Count() {
		return ""
	}
	if start, end := lines.bounds(at.Line); end-start > longLine {
		part, _ := lines.near(at.Line, at.Col-DefaultWidth, at.Col+DefaultWidth)
		return part
	}
	return strings.TrimSpace(lines.Text(at.Line))
}

// fingerprint tells whether two runs report the same thing: by code, message
// and the text of the line, not by its number, so that it survives edits above.
func fingerprint(d Diagnostic, lines *Lines) string {
	line := ""
	if lines != nil {
		line = lineOf(d.Span.Start, lines)
	}
	h := fnv.New64a()
	for _, part := range []string{d.Code, d.Msg, line} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return fmt.Sprintf("%016x", h.Sum64())
}
