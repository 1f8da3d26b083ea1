package main

import (
	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/intent"
)

func (a *app) schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of intents, for editors",
		Long: `Print the JSON Schema (2020-12) of the intent language. With the YAML extension
of an editor, this first line of an intent turns on completion and checks:

  # yaml-language-server: $schema=./intent.schema.json`,
		Example:           "  amlsec schema > intent.schema.json",
		Args:              arguments(0, 0, ""),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return a.write(string(intent.Schema()))
		},
	}
	a.reports(cmd, "json")
	return cmd
}
