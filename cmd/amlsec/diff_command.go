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
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "What would change between two intents, templates or snapshots",
		Long: `Compare the resources that two files would create: those added (+), removed (-)
and changed (~), property by property. A and B are intents, .bicep files, templates
or what "amlsec snapshot -o json" wrote. Order in a list of named things is no
difference. Exit code 1 says that there is one.`,
		Example: `  amlsec diff before.yaml after.yaml
  amlsec diff main.json intent.yaml -o json`,
		Args:              arguments(2, 2, "a second file"),
		ValidArgsFunction: atMost(2, completeDeployables),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), args) },
	}
	a.reports(cmd, "text", "json")
	return cmd
}

func (a *app) diff(ctx context.Context, args []string) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	var sides [2][]resourceView
	for i, arg := range args {
		if sides[i], err = a.resources(ctx, arg); err != nil {
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
func (a *app) resources(ctx context.Context, arg string) ([]resourceView, error) {
	if strings.EqualFold(filepath.Ext(arg), ".json") {
		src, err := readTemplate(arg)
		if err != nil {
			return nil, err
		}
		if list, ok := readSnapshot(src); ok {
			return list, nil
		}
	}
	d := a.deployable(ctx, input{arg}, parameters{})
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
		fmt.Fprintf(&b, "%s %s\n", c.sign(), c.title())
		for _, p := range c.Properties {
			fmt.Fprintf(&b, "    %s: %s -> %s\n", p.Path, orNothing(p.Before), orNothing(p.After))
		}
	}
	return b.String()
}

func orNothing(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return s
}
