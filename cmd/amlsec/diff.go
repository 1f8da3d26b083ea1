package main

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/amlsec/amlsec/diag"
)

// differences are the unified diffs from d to files, with generated files that
// are not needed any more.
func (d *disk) differences(files []file) ([]string, error) {
	old, err := d.stale(files)
	if err != nil {
		return nil, failed(err, "cannot list %q", d.show(modulesDir))
	}
	for _, f := range old {
		files = append(files[:len(files):len(files)], file{name: f.name})
	}
	var diffs []string
	for _, f := range files {
		text, err := d.unified(f.name, f.content)
		if err != nil {
			return nil, err
		}
		diffs = append(diffs, nonEmpty(text)...)
	}
	return diffs, nil
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// unified is the diff from a file on disk to wanted, empty when they are the
// same; nil as wanted says that there should be no file. A checkout may have
// turned line ends into CR LF: that is no difference.
func (d *disk) unified(name string, wanted []byte) (string, error) {
	found, err := d.read(name)
	if err != nil {
		return "", failed(err, "cannot read %q", d.show(name))
	}
	shown := filepath.ToSlash(d.show(name))
	from, to := "a/"+shown, "b/"+shown
	if found == nil {
		from = "/dev/null"
	}
	if wanted == nil {
		to = "/dev/null"
	}
	found = bytes.ReplaceAll(found, []byte("\r\n"), []byte("\n"))
	text := udiff.Unified(from, to, string(found), string(wanted))
	if text == "" && (found == nil) != (wanted == nil) {
		text = "--- " + from + "\n+++ " + to + "\n" // an empty file
	}
	return text, nil
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
