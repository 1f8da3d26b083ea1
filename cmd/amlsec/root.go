package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// globals are the flags of every command. They are azd's, which it forwards to
// an extension as they were written, before or after the command's name.
type globals struct {
	environment string
	cwd         string
	output      string
	debug       bool
	noPrompt    bool
	docs        bool
	trace       string // --trace-log-file and --trace-log-url: taken, not used
}

// documentation is what --docs names.
const documentation = "https://github.com/amlsec/amlsec#readme"

// maker makes a command, by its name.
type maker struct {
	name string
	make func(a *app) *cobra.Command
}

// makers make all commands but metadata, which describes the others.
func makers() []maker {
	return []maker{
		{"gen", (*app).genCommand}, {"validate", (*app).validateCommand}, {"plan", (*app).planCommand},
		{"check", (*app).checkCommand}, {"golden", (*app).goldenCommand}, {"audit", (*app).auditCommand},
		{"snapshot", (*app).snapshotCommand}, {"diff", (*app).diffCommand}, {"preflight", (*app).preflightCommand},
		{"whatif", (*app).whatifCommand}, {"deploy", (*app).deployCommand}, {"verify", (*app).verifyCommand},
		{"destroy", (*app).destroyCommand}, {"build", (*app).buildCommand}, {"lint", (*app).lintCommand},
		{"format", (*app).formatCommand}, {"init", (*app).initCommand}, {"schema", (*app).schemaCommand},
		{"explain", (*app).explainCommand}, {"version", (*app).versionCommand}, {"mcp", (*app).mcpCommand},
	}
}

// commandLine is the root with what args needs beneath it: the one command that
// they begin with, since to make the others takes longer than to start, or else
// all.
func (a *app) commandLine(args []string) *cobra.Command {
	for _, m := range makers() {
		if len(args) > 0 && args[0] == m.name {
			root := a.bareRoot()
			root.CompletionOptions.DisableDefaultCmd = true
			root.AddCommand(m.make(a))
			return root
		}
	}
	return a.rootCommand()
}

// rootCommand is the root with all commands.
func (a *app) rootCommand() *cobra.Command {
	root := a.bareRoot()
	for _, m := range makers() {
		root.AddCommand(m.make(a))
	}
	root.AddCommand(a.metadataCommand())
	return root
}

// bareRoot is the root without a command.
func (a *app) bareRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "amlsec",
		Short: "From a short intent to the secure Bicep of a private Azure ML inference environment",
		Long: `amlsec turns a short YAML intent into the secure Bicep of a private Azure Machine
Learning inference environment, and refuses, at the line that caused it, what
Azure would refuse in the middle of a deployment.

  amlsec init                          write a first intent.yaml
  amlsec validate intent.yaml          every problem, at its line
  amlsec plan intent.yaml              every decision, and why
  amlsec gen intent.yaml --out infra   write main.bicep and what belongs to it
  amlsec check intent.yaml infra       is what is committed what the intent gives?
  amlsec audit intent.yaml             is what would be deployed secure?
  amlsec deploy intent.yaml            check, preview, deploy and watch
  amlsec snapshot, diff                what would be created, and what would change
  amlsec preflight intent.yaml         what in Azure would make its deployment fail?
  amlsec whatif, verify, destroy       preview, compare with Azure, and delete there
  amlsec build, lint, format           compile and check any Bicep, without its CLI

Exit codes: 0 clean, 1 findings or differences, 2 wrong usage or intent, 3 failure.`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.begin(cmd) },
		RunE:              func(cmd *cobra.Command, args []string) error { return a.runGroup(cmd, args) },
	}
	a.addGlobals(root)
	root.SetFlagErrorFunc(flagError)
	return root
}

func (a *app) addGlobals(root *cobra.Command) {
	flags, g := root.PersistentFlags(), &a.flags
	flags.StringVarP(&g.output, "output", "o", "text", "")
	flags.StringVarP(&g.cwd, "cwd", "C", "", "work in this `directory`")
	flags.BoolVar(&g.debug, "debug", false, "tell more about what is done and what fails")
	flags.BoolVar(&g.noPrompt, "no-prompt", false, "never ask: take what is given and the defaults")
	flags.StringVarP(&g.environment, "environment", "e", "", "azd's environment `name`; the output never depends on it")
	flags.BoolVar(&g.docs, "docs", false, "print where the documentation is")
	flags.StringVar(&g.trace, "trace-log-file", "", "")
	flags.StringVar(&g.trace, "trace-log-url", "", "")
	for _, name := range []string{"output", "environment", "docs", "trace-log-file", "trace-log-url"} {
		flags.Lookup(name).Hidden = true
	}
	_ = root.MarkPersistentFlagDirname("cwd")
}

// begin does what the global flags ask for, before any command.
func (a *app) begin(cmd *cobra.Command) error {
	a.command = cmd.Name()
	a.flags.debug = a.flags.debug || truthy(a.getenv("AZD_DEBUG"))
	if a.flags.docs {
		cmd.RunE = func(*cobra.Command, []string) error { return a.write(documentation + "\n") }
		return nil
	}
	if a.formats = formatsOf(cmd); a.formats != nil {
		if _, err := a.format(); err != nil {
			return err
		}
	}
	dir := a.directory()
	if dir == "" {
		return nil
	}
	if err := os.Chdir(dir); err != nil {
		return usage("name a directory that exists", "--cwd %q: %s", dir, reason(err))
	}
	a.debugf("working directory %s", dir)
	return nil
}

// directory is the directory to work in, or empty. azd has changed to its own
// --cwd when it runs an extension, and forwards the flag all the same: then
// the absolute form in AZD_CWD counts.
func (a *app) directory() string {
	if a.getenv("AZD_SERVER") == "" {
		return a.flags.cwd
	}
	if dir := a.getenv("AZD_CWD"); filepath.IsAbs(dir) {
		return dir
	}
	return ""
}

// runGroup is a command that only has subcommands: alone it prints its help.
func (a *app) runGroup(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	hint := didYouMean(args[0], names)
	switch {
	case len(names) == 0:
		hint = fmt.Sprintf("%q lists what it takes", cmd.CommandPath()+" --help")
	case hint == "":
		hint = fmt.Sprintf("the commands are %s", strings.Join(names, ", "))
	}
	return usage(hint, "unknown command %q for %q", args[0], cmd.CommandPath())
}

// flagError words what pflag finds wrong, with the nearest flag as a hint.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("%q lists the flags", cmd.CommandPath()+" --help")
	if name, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		if near := didYouMean("--"+name, flagNames(cmd)); near != "" {
			hint = near
		}
	}
	return usage(hint, "%s", err)
}

// flagNames are the flags of a command, as its help names them.
func flagNames(cmd *cobra.Command) []string {
	var names []string
	for _, word := range strings.Fields(cmd.Flags().FlagUsages()) {
		if strings.HasPrefix(word, "--") {
			names = append(names, word)
		}
	}
	return names
}

// arguments wraps a check of the number of arguments in our words.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case cmd.Flags().Changed("docs"):
		case len(args) < least:
			return usage("usage: "+cmd.UseLine(), "%s: %s is missing", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return usage("usage: "+cmd.UseLine(), "%s: %q is one argument too many", cmd.CommandPath(), args[most])
		}
		return nil
	}
}
