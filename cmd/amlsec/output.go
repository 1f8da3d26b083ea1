package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Every command takes --output, since azd forwards it; the help of a command
// shows it when there is something to choose. The first format is the default,
// and is what "text" and azd's word "default" stand for.

// formatsKey is where the flag of a command keeps its formats.
const formatsKey = "amlsec_formats"

// reports gives a command its own --output, for the formats that it has.
func (a *app) reports(cmd *cobra.Command, formats ...string) {
	flags := cmd.Flags()
	flags.StringVarP(&a.flags.output, "output", "o", "text", "`format` of what is reported: "+alternatives(formats))
	flag := flags.Lookup("output")
	flag.DefValue = formats[0]
	flag.Hidden = len(formats) == 1
	flag.Annotations = map[string][]string{formatsKey: formats}
	complete(cmd, "output", formats...)
}

// format is the format that --output asks for, of those that a command has:
// those that it reports in, unless it names them here.
func (a *app) format(formats ...string) (string, error) {
	if len(formats) == 0 {
		formats = a.formats
	}
	f := a.flags.output
	switch {
	case a.flags.forPeople():
		return formats[0], nil
	case !slices.Contains(formats, f):
		return "", usage("the formats are "+strings.Join(formats, ", "), "--output %q: this command has no such format", f)
	default:
		return f, nil
	}
}

// forPeople reports whether no format for machines was asked for.
func (g globals) forPeople() bool { return g.output == "text" || g.output == "default" }

// formatsOf are the formats that a command reports in, nil when it declares none.
func formatsOf(cmd *cobra.Command) []string {
	return cmd.Flag("output").Annotations[formatsKey]
}

// alternatives is "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
