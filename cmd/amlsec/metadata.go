package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/amlsec/amlsec/diag"
)

// extensionID names amlsec among the extensions of azd.
const extensionID = "secureaml.amlsec"

// extensionMetadata is what azd wants to know of an extension's commands, to
// complete and to explain them. Source: azd's pkg/extensions/metadata.go.
type extensionMetadata struct {
	SchemaVersion string            `json:"schemaVersion"`
	ID            string            `json:"id"`
	Commands      []commandMetadata `json:"commands"`
}

// commandMetadata is one command; its name is the way to it.
type commandMetadata struct {
	Name        []string           `json:"name"`
	Short       string             `json:"short"`
	Long        string             `json:"long,omitempty"`
	Usage       string             `json:"usage,omitempty"`
	Examples    []exampleMetadata  `json:"examples,omitempty"`
	Args        []argumentMetadata `json:"args,omitempty"`
	Flags       []flagMetadata     `json:"flags,omitempty"`
	Subcommands []commandMetadata  `json:"subcommands,omitempty"`
	Aliases     []string           `json:"aliases,omitempty"`
}

type exampleMetadata struct {
	Description string `json:"description"`
	Command     string `json:"command"`
}

type argumentMetadata struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Required    bool   `json:"required"`
	Variadic    bool   `json:"variadic,omitempty"`
}

type flagMetadata struct {
	Name        string   `json:"name"`
	Shorthand   string   `json:"shorthand,omitempty"`
	Description string   `json:"description"`
	Type        string   `json:"type"`
	Default     string   `json:"default,omitempty"`
	ValidValues []string `json:"validValues,omitempty"`
}

// metadataCommand is how azd asks an extension about its commands.
func (a *app) metadataCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "metadata",
		Short:  "Print the commands as azd reads them of an extension",
		Hidden: true,
		Args:   arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cannotReport(diag.WriteJSON(a.out, extensionMetadata{"1.0", extensionID, commandsOf(cmd.Root())}))
		},
	}
}

// commandsOf are the commands beneath one, by name. Hidden ones are left out,
// and what cobra adds for shells: azd has its own.
func commandsOf(parent *cobra.Command) []commandMetadata {
	var list []commandMetadata
	for _, cmd := range parent.Commands() {
		if cmd.IsAvailableCommand() && cmd.Name() != "completion" {
			list = append(list, describe(cmd))
		}
	}
	return list
}

func describe(cmd *cobra.Command) commandMetadata {
	m := commandMetadata{
		Name: strings.Fields(cmd.CommandPath())[1:], Short: cmd.Short, Long: cmd.Long,
		Usage: "azd " + cmd.UseLine(), Aliases: cmd.Aliases, Subcommands: commandsOf(cmd),
	}
	for _, word := range strings.Fields(cmd.Use)[1:] {
		m.Args = append(m.Args, argumentOf(word))
	}
	for line := range strings.Lines(cmd.Example) {
		if line = strings.TrimSpace(line); line != "" {
			m.Examples = append(m.Examples, exampleMetadata{cmd.Short, "azd " + line})
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" {
			m.Flags = append(m.Flags, flagOf(cmd, f))
		}
	})
	return m
}

// argumentOf reads an argument as a line of usage writes it: "INTENT…", "[FILE|DIR]".
func argumentOf(word string) argumentMetadata {
	name, optional := strings.CutPrefix(word, "[")
	name = strings.TrimSuffix(name, "]")
	name, variadic := strings.CutSuffix(name, "…")
	return argumentMetadata{Name: name, Description: name, Required: !optional, Variadic: variadic}
}

func flagOf(cmd *cobra.Command, f *pflag.Flag) flagMetadata {
	_, usage := pflag.UnquoteUsage(f)
	m := flagMetadata{Name: f.Name, Shorthand: f.Shorthand, Description: usage, Type: f.Value.Type(), ValidValues: choices(cmd, f.Name)}
	if f.DefValue != "" && m.Type == "string" {
		m.Default = f.DefValue
	}
	if strings.HasSuffix(m.Type, "Slice") || strings.HasSuffix(m.Type, "Array") {
		m.Type = "stringArray"
	}
	return m
}

// choices are the values that a flag has, where they are a few words.
func choices(cmd *cobra.Command, flag string) []string {
	complete, ok := cmd.GetFlagCompletionFunc(flag)
	if !ok {
		return nil
	}
	words, directive := complete(cmd, nil, "")
	if directive != cobra.ShellCompDirectiveNoFileComp {
		return nil
	}
	var values []string
	for _, w := range words {
		value, _, _ := strings.Cut(w, "\t")
		values = append(values, value)
	}
	slices.Sort(values)
	return values
}
