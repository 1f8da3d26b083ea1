package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/amlsec/amlsec/internal/golden"
)

// TestReference keeps doc/commands.md as the commands say; AMLSEC_UPDATE=1
// writes it.
func TestReference(t *testing.T) {
	const file = "../../doc/commands.md"
	want := reference()
	got := golden.File(t, file, []byte(want))
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the commands say; AMLSEC_UPDATE=1 go test ./cmd/amlsec writes it", file)
	}
}

func reference() string {
	var b strings.Builder
	b.WriteString(`# Commands

<!-- Written by AMLSEC_UPDATE=1 go test ./cmd/amlsec from the commands themselves. -->

Every command and every flag, as ` + "`amlsec COMMAND --help`" + ` tells them.

`)
	list := allCommands()
	for _, cmd := range list[1:] {
		fmt.Fprintf(&b, "- [%s](#%s): %s\n", cmd.CommandPath(), strings.ReplaceAll(cmd.CommandPath(), " ", "-"), plainMarkdown(cmd.Short))
	}
	for _, cmd := range list {
		referenceSection(&b, cmd)
	}
	return b.String()
}

func referenceSection(b *strings.Builder, cmd *cobra.Command) {
	fmt.Fprintf(b, "\n## %s\n\n", cmd.CommandPath())
	text := cmd.Long
	if text == "" {
		text = cmd.Short + "."
	}
	b.WriteString(paragraphs(text))
	if cmd.Runnable() {
		fmt.Fprintf(b, "\n    %s\n", cmd.UseLine())
	}
	if len(cmd.Aliases) > 0 {
		fmt.Fprintf(b, "\nAlso called %s.\n", strings.Join(cmd.Aliases, ", "))
	}
	if cmd.Example != "" {
		fmt.Fprintf(b, "\nExamples:\n\n```sh\n%s\n```\n", strings.ReplaceAll(strings.TrimPrefix(cmd.Example, "  "), "\n  ", "\n"))
	}
	title, flags := "flag", cmd.LocalFlags()
	if !cmd.HasParent() {
		title, flags = "flag of every command", cmd.PersistentFlags()
	}
	var rows []string
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" {
			rows = append(rows, flagRow(f))
		}
	})
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n| %s | what it does | default |\n|---|---|---|\n%s", title, strings.Join(rows, ""))
	}
}

func flagRow(f *pflag.Flag) string {
	name, usage := pflag.UnquoteUsage(f)
	spelt := "--" + f.Name
	if f.Shorthand != "" {
		spelt = "-" + f.Shorthand + ", " + spelt
	}
	if name != "" {
		spelt += " " + name
	}
	value := f.DefValue
	if value == "false" || value == "[]" {
		value = ""
	}
	if value != "" {
		value = "`" + value + "`"
	}
	return fmt.Sprintf("| `%s` | %s | %s |\n", spelt, plainMarkdown(usage), value)
}

// paragraphs is the text of a help as Markdown; what it indents is code.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		switch {
		case strings.HasPrefix(line, "  "), strings.HasPrefix(line, "\t"):
			b.WriteString("    " + strings.TrimSpace(line) + "\n")
		case strings.HasPrefix(line, "#"):
			b.WriteString(`\` + line)
		default:
			b.WriteString(plainMarkdown(line))
		}
	}
	return b.String()
}

// plainMarkdown is text that means nothing else in Markdown.
func plainMarkdown(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`).Replace(s)
}
