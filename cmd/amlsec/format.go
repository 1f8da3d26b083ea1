package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
)

// formatFlags are the flags of format.
type formatFlags struct {
	destination
	check bool
}

func (a *app) formatCommand() *cobra.Command {
	var f formatFlags
	cmd := &cobra.Command{
		Use:   "format FILE.bicep…",
		Short: "Lay Bicep out, as bicep format does",
		Long: `Lay Bicep out the way "bicep format" does with its defaults: in place, or where
--stdout, --outfile or --outdir say. A file that is laid out already is not
touched, and one that does not parse is reported and left alone.

--check writes nothing: it prints what would change as a unified diff, and exits
with 1 when there is something.`,
		Example: `  amlsec format main.bicep
  amlsec format --check infra/*.bicep`,
		Args:              arguments(1, -1, "FILE.bicep"),
		ValidArgsFunction: completeSources,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.formatFiles(cmd, args, f) },
	}
	a.reportsAsBicep(cmd)
	f.addFlags(cmd, "in place")
	cmd.Flags().BoolVar(&f.check, "check", false, "write nothing, show what would change")
	return cmd
}

// formatFiles formats files one by one. Not one is written when the command
// line is wrong; a file with errors does not keep others from being written.
func (a *app) formatFiles(cmd *cobra.Command, args []string, f formatFlags) error {
	form, _, err := a.form(cmd, diagnosticsFlags{format: "default"})
	if err != nil {
		return err
	}
	if err := sources(args, ".bicep", ".bicepparam"); err != nil {
		return err
	}
	if f.check {
		f.destination = destination{} // nothing is written
	}
	if err := f.validate(len(args)); err != nil {
		return err
	}
	if err := f.distinct(args, ""); err != nil {
		return err
	}
	var found findings
	var failure error
	different := 0
	for _, name := range args {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		changed, list, err := a.formatFile(name, f, &found)
		found.list = append(found.list, list...)
		failure = a.worst(failure, err)
		if changed {
			different++
		}
	}
	if len(found.list) > 0 {
		failure = a.worst(failure, found.print(a, a.err, form))
	}
	failure = a.worst(failure, found.outcome())
	if f.check && different > 0 && failure == nil {
		return &exit{code: exitFindings, msg: fmt.Sprintf("%d of %s: not formatted", different, plural(len(args), "file")), hint: "to format them: amlsec format FILE…"}
	}
	return failure
}

// formatFile formats a file, or shows how it would change, and reports whether
// it does.
func (a *app) formatFile(name string, f formatFlags, found *findings) (changed bool, list diag.List, err error) {
	src, err := bicep.ReadFile(name)
	if err != nil {
		list.Errorf("BCP091", diag.Span{File: name}, "reading '%s': %v", name, err)
		return false, list, nil
	}
	found.texts = append(found.texts, func(file string) []byte {
		if file == name {
			return withoutMark(src)
		}
		return nil
	})
	text, list := bicep.Format(name, src)
	if list.HasErrors() {
		return false, list, nil
	}
	changed = !bytes.Equal(src, text)
	switch {
	case f.check && changed:
		shown := filepath.ToSlash(name)
		return true, list, a.write(a.paintDiff(udiff.Unified("a/"+shown, "b/"+shown, string(src), string(text))))
	case f.check:
		return false, list, nil
	case f.stdout:
		return changed, list, a.write(a.shown(string(text)))
	default:
		return changed, list, writeFile(f.path(name, ""), text)
	}
}
