package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
)

func (a *app) diffCommand() *cobra.Command {
	var f scopeFlags
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "What would change between two intents, templates or snapshots",
		Long: `Compare the resources that two files would create: those added (+), removed (-),
changed (~), property by property, and moved (>): the same under another id, of
which Azure makes a new one. A and B are intents, .bicep files, templates or what
"amlsec snapshot -o json" wrote. Resources that exist already are left out. Order in
a list of named things is no difference. What Azure alone knows is shown and compared
as the expression that asks for it; secrets are neither. Exit code 1 says that there
is a difference. --parameters and what follows are for both sides, where they are no
snapshots.

` + scopeHelp,
		Example: `  amlsec diff before.yaml after.yaml
  amlsec diff main.json intent.yaml -o json`,
		Args:              arguments(2, 2, "a second file"),
		ValidArgsFunction: atMost(2, completeDeployables),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), args, f) },
	}
	a.reports(cmd, "text", "json")
	f.add(cmd)
	return cmd
}

func (a *app) diff(ctx context.Context, args []string, f scopeFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	params, err := f.read(a)
	if err != nil {
		return err
	}
	var sides [2][]resourceView
	for i, arg := range args {
		if sides[i], err = a.resources(ctx, arg, params); err != nil {
			return err
		}
	}
	changes := compareResources(sides[0], sides[1])
	if format == "json" {
		err = diag.WriteJSON(a.out, changeReport{Version: diag.ReportVersion, Changes: changes})
	} else {
		err = a.write(a.paintDiff(changeText(changes)))
	}
	if err != nil || len(changes) == 0 {
		return err
	}
	return &exit{code: exitFindings}
}

// changeReport is the JSON form of a comparison; its changes are never null.
type changeReport struct {
	Version int              `json:"version"`
	Changes []resourceChange `json:"changes"`
}

// resources are the resources that a file would create.
func (a *app) resources(ctx context.Context, arg string, params parameters) ([]resourceView, error) {
	if strings.EqualFold(filepath.Ext(arg), ".json") {
		src, err := readTemplate(arg)
		if err != nil {
			return nil, err
		}
		if list, ok := readSnapshot(src); ok {
			return list, nil
		}
	}
	d := a.deployable(ctx, input{arg}, params)
	if err := a.tellProblems(d); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(d.snap)
	if err != nil {
		return nil, failed(err, "cannot write the snapshot of %q", arg)
	}
	list, ok := readSnapshot(raw)
	if !ok {
		return nil, &exit{code: exitFailure, msg: "internal error: a snapshot cannot be read", hint: reportIt}
	}
	return list, nil
}

// changeText is a comparison for people.
func changeText(changes []resourceChange) string {
	if len(changes) == 0 {
		return "no differences\n"
	}
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %s\n", c.sign(), diag.Printable(c.title()))
		b.WriteString(c.details())
	}
	return b.String()
}

// details are the properties of a change, a line each. What is removed is told
// by its name alone.
func (c resourceChange) details() string {
	var b strings.Builder
	line := func(sign, path, text string) {
		fmt.Fprintf(&b, "    %s %s: %s\n", sign, diag.Printable(path), diag.Printable(text))
	}
	if c.Kind == "moved" {
		line("~", "id", c.From+" -> "+c.ID)
	}
	for _, p := range c.Properties {
		switch {
		case c.Kind == "removed":
		case p.Before == nil:
			line("+", p.Path, inOneLine(p.After))
		case p.After == nil:
			line("-", p.Path, inOneLine(p.Before))
		default:
			line("~", p.Path, inOneLine(p.Before)+" -> "+inOneLine(p.After))
		}
	}
	return b.String()
}
