package main

import (
	"bytes"
	"testing"
)

func TestNotePrerequisites(t *testing.T) {
	for _, c := range []struct {
		n            int
		output, want string
	}{
		{0, "text", ""},
		{1, "text", "note: 1 thing must be true in Azure before this deploys; \"amlsec plan <intent>\" lists it\n"},
		{9, "default", "note: 9 things must be true in Azure before this deploys; \"amlsec plan <intent>\" lists them\n"},
		{9, "json", ""},
		{9, "sarif", ""},
	} {
		var errs bytes.Buffer
		a := &app{err: &errs}
		a.flags.output = c.output
		a.notePrerequisites(c.n)
		if errs.String() != c.want {
			t.Errorf("%d as %s: got %q, want %q", c.n, c.output, errs.String(), c.want)
		}
	}
}
