package main

import (
	"fmt"
	"path/filepath"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
)

// checkOutcome gathers what became of several comparisons. Diffs are written at
// once; how to make them go away is told last.
type checkOutcome struct {
	a      *app
	code   int
	told   []error
	report checkReport
}

// checkReport is the JSON form of a check; its intents are never null.
type checkReport struct {
	Version int         `json:"version"`
	Intents []checkView `json:"intents"`
}

// checkView is one intent of a checkReport.
type checkView struct {
	Intent string `json:"intent"`
	Place  string `json:"place"`
	// State is same, different, refused for an intent with errors, or failed.
	State string     `json:"state"`
	Files []fileDiff `json:"files,omitempty"`
	// Fix is the command that brings the place up to date.
	Fix string `json:"fix,omitempty"`
}

func newCheckOutcome(a *app) *checkOutcome {
	return &checkOutcome{a: a, report: checkReport{Version: diag.ReportVersion, Intents: []checkView{}}}
}

// add takes in one comparison.
func (o *checkOutcome) add(c compared) error {
	view := checkView{Intent: c.name, Place: c.at.path(), State: "same", Files: c.diffs}
	switch {
	case c.err != nil:
		view.State = "failed"
	case c.diags.HasErrors():
		view.State, o.code = "refused", exitInput
	case len(c.diffs) > 0:
		view.State, o.code = "different", max(o.code, exitFindings)
		view.Fix = again(c.in, c.at, c.how)
	}
	if !o.a.flags.forPeople() {
		o.report.Intents = append(o.report.Intents, view)
		return nil
	}
	if view.Fix != "" {
		o.told = append(o.told, &exit{hint: "to bring it up to date: " + view.Fix, msg: differs(c)})
	}
	return o.a.writeDiffs(c.diffs)
}

// differs says that a place is not what its intent gives.
func differs(c compared) string {
	n, verb := len(c.diffs), "differ"
	if n == 1 {
		verb = "differs"
	}
	return fmt.Sprintf("%s in %q %s from what %s gives", plural(n, "file"), c.at.path(), verb, c.name)
}

// finish writes what is left, and is the outcome of the run.
func (o *checkOutcome) finish(rep *reporter) error {
	if !o.a.flags.forPeople() {
		if err := diag.WriteJSON(o.a.out, o.report); err != nil {
			return cannotReport(err)
		}
	}
	err := rep.finishAs(o.code)
	for _, t := range o.told {
		o.a.say(t, "")
	}
	return err
}

// again is the command that brings a place up to date.
func again(in input, at place, how rendering) string {
	text := "amlsec gen " + shellWord(in.path)
	if how.format == generator.ARM {
		text += " --format arm"
	}
	if how.azd {
		text += " --azd"
	}
	if how.templates != "" {
		text += " --templates " + shellWord(how.templates)
	}
	if at.file != "" && !at.isParams() {
		return text + " > " + shellWord(at.path())
	}
	text += " --out " + shellWord(at.dir)
	if how.params != (rendering{params: paramsAuto}).paramsFor(true) {
		text += " --params " + how.params
	}
	if how.format == generator.Both {
		text += " && amlsec build " + shellWord(filepath.Join(at.dir, mainFile))
	}
	return text
}
