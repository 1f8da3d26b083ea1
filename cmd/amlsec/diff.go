package main

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/amlsec/amlsec/diag"
)

// fileDiff is how a file on disk is not as it should be.
type fileDiff struct {
	File string `json:"file"`
	// Change is changed, missing, or stale: on disk, and not needed any more.
	Change string `json:"change"`
	// Diff is the unified diff to what the file should be.
	Diff string `json:"diff"`
}

// differences are what has to change in d for it to hold files, with generated
// files that are not needed any more.
func (d *disk) differences(files []file) ([]fileDiff, error) {
	old, err := d.stale(files)
	if err != nil {
		return nil, failed(err, "cannot list %q", d.show(modulesDir))
	}
	for _, f := range old {
		files = append(files[:len(files):len(files)], file{name: f.name})
	}
	var diffs []fileDiff
	for _, f := range files {
		more, err := d.difference(f)
		if err != nil {
			return nil, err
		}
		diffs = append(diffs, more...)
	}
	return diffs, nil
}

// difference is the one from the file on disk to wanted, none when they are the
// same; no content says that there should be no file.
func (d *disk) difference(wanted file) ([]fileDiff, error) {
	found, err := d.read(wanted.name)
	if err != nil {
		return nil, failed(err, "cannot read %q", d.show(wanted.name))
	}
	return differ(d.show(wanted.name), found, wanted.content), nil
}

// differ compares the contents of a file; nil is no file. A checkout may have
// turned line ends into CR LF: that is no difference.
func differ(name string, found, wanted []byte) []fileDiff {
	f := fileDiff{File: filepath.ToSlash(name), Change: "changed"}
	from, to := "a/"+f.File, "b/"+f.File
	switch {
	case found == nil && wanted == nil:
		return nil
	case found == nil:
		from, f.Change = "/dev/null", "missing"
	case wanted == nil:
		to, f.Change = "/dev/null", "stale"
	}
	found = bytes.ReplaceAll(found, []byte("\r\n"), []byte("\n"))
	f.Diff = udiff.Unified(from, to, string(found), string(wanted))
	switch {
	case f.Diff != "":
	case f.Change == "changed":
		return nil
	default:
		f.Diff = "--- " + from + "\n+++ " + to + "\n" // an empty file
	}
	return []fileDiff{f}
}

// writeDiffs writes diffs to standard output.
func (a *app) writeDiffs(diffs []fileDiff) error {
	for _, f := range diffs {
		if err := a.write(a.paintDiff(f.Diff)); err != nil {
			return err
		}
	}
	return nil
}

// paintDiff is a diff for standard output: coloured on a terminal, where no
// character of a file may steer it either.
func (a *app) paintDiff(text string) string {
	if !isTerminal(a.out) {
		return text
	}
	colors := map[byte]string{'+': "\x1b[32m", '-': "\x1b[31m", '@': "\x1b[36m"}
	var b strings.Builder
	for line := range strings.Lines(text) {
		shown := diag.Printable(strings.TrimSuffix(line, "\n"))
		if color, ok := colors[line[0]]; ok && a.color(a.out) {
			shown = color + shown + "\x1b[0m"
		}
		b.WriteString(shown + "\n")
	}
	return b.String()
}
