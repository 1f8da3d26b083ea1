package main

import (
	"io"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/diag"
)

// preflightVersion is the version of the shape of preflight's JSON. Members may
// be added to it; what is there keeps its meaning.
const preflightVersion = 1

type preflightJSON struct {
	Version       int               `json:"version"`
	Scope         string            `json:"scope"`
	Deployment    string            `json:"deployment"`
	CorrelationID string            `json:"correlationId"`
	Summary       preflightSummary  `json:"summary"`
	Results       []preflightResult `json:"results"`
}

type preflightSummary struct {
	Passed int `json:"passed"`
	Failed int `json:"failed"`
	NotRun int `json:"notRun"`
}

type preflightResult struct {
	Check  string          `json:"check"`
	Area   string          `json:"area"`
	Title  string          `json:"title"`
	Status string          `json:"status"`
	Blocks bool            `json:"blocks"`
	Found  string          `json:"found,omitempty"`
	Wanted string          `json:"wanted,omitempty"`
	Reason string          `json:"reason,omitempty"`
	Remedy string          `json:"remedy,omitempty"`
	Target string          `json:"target,omitempty"`
	Path   string          `json:"path,omitempty"`
	Place  *preflightPlace `json:"place,omitempty"`
	Source string          `json:"source,omitempty"`
}

type preflightPlace struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
}

func (r preflightReport) writeJSON(w io.Writer) error {
	s := preflight.Summarize(r.results)
	doc := preflightJSON{
		Version: preflightVersion, Scope: r.target.scope.ID(), Deployment: r.target.name, CorrelationID: r.target.client.CorrelationID(),
		Summary: preflightSummary{s.Passed, s.Failed, s.NotRun}, Results: []preflightResult{},
	}
	for _, one := range r.results {
		doc.Results = append(doc.Results, preflightResult{
			one.Check, one.Area, one.Title, string(one.Status), one.Blocks, one.Found, one.Wanted, one.Reason, one.Remedy,
			one.Target, one.Path, r.place(one), one.Source,
		})
	}
	return cannotReport(diag.WriteJSON(w, doc))
}

// place is a span as JSON has it; nil for none.
func (r preflightReport) place(one preflight.Result) *preflightPlace {
	at := r.placeOf(one)
	if !at.IsValid() {
		return nil
	}
	return &preflightPlace{at.File, at.Start.Line, at.Start.Col}
}
