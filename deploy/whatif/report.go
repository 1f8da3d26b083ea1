package whatif

import (
	"github.com/amlsec/amlsec/diag"
)

// Report is a result as JSON. Its members are only added to: Version says so
// when one changes. No list is null.
type Report struct {
	Version int `json:"version"`
	// Complete is false when Azure left a part out of the preview.
	Complete bool `json:"complete"`
	// Changed is true when the deployment would, or could, change something.
	Changed     bool           `json:"changed"`
	Counts      Counts         `json:"counts"`
	Changes     []ReportChange `json:"changes"`
	Potential   []ReportChange `json:"potential"`
	Diagnostics []Diagnostic   `json:"diagnostics"`
}

// ReportChange is a change in a Report.
type ReportChange struct {
	// Kind is Delete, Create, Modify, Deploy, Unsupported, NoChange or Ignore;
	// NoChange as well when all differences are folded.
	Kind   Kind   `json:"kind"`
	ID     string `json:"id"`
	Type   string `json:"type"`
	Name   string `json:"name"`
	Scope  string `json:"scope"`
	Reason string `json:"reason,omitempty"`
	// AskedBy is what asked for it: file:line:column and the field of the intent in
	// brackets, or the field alone; empty for nothing.
	AskedBy    string           `json:"askedBy,omitempty"`
	Properties []ReportProperty `json:"properties"`
}

// ReportProperty is a property in a Report. Before and After are JSON as text,
// with secrets hidden.
type ReportProperty struct {
	Kind   Kind   `json:"kind"`
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Folded is the rule by which the difference is none, or "unknown" for a
	// value known at the deployment only; Why says it in words.
	Folded string `json:"folded,omitempty"`
	Why    string `json:"why,omitempty"`
}

// NewReport makes the report of a result; place is as in TextOptions.
func NewReport(r *Result, place func(id string) string) Report {
	return Report{
		Version: diag.ReportVersion, Complete: len(r.Incomplete()) == 0, Changed: r.Changed(), Counts: r.Count(),
		Changes: reportChanges(r.Changes, place), Potential: reportChanges(r.Potential, place),
		Diagnostics: append([]Diagnostic{}, r.Diagnostics...),
	}
}

func reportChanges(list []Change, place func(id string) string) []ReportChange {
	all := []ReportChange{}
	for _, c := range list {
		made := ReportChange{
			Kind: c.effective(), ID: c.ID, Type: c.Type, Name: c.Name, Scope: c.Scope, Reason: c.Reason, Properties: []ReportProperty{},
		}
		if place != nil {
			made.AskedBy = place(c.ID)
		}
		for _, group := range [][]Property{c.Properties, c.Unresolved, c.Folded} {
			for _, p := range group {
				made.Properties = append(made.Properties, ReportProperty{p.Kind, p.Path, p.Before, p.After, p.Folded.Rule, p.Folded.Why})
			}
		}
		all = append(all, made)
	}
	return all
}
