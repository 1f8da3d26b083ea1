package main

import "github.com/spf13/cobra"

// adopt makes what cobra adds by itself, help, completion and --version, speak
// and judge its arguments as our commands do.
func (a *app) adopt(root *cobra.Command) {
	root.Version = readVersion().String()
	root.SetVersionTemplate("{{.Version}}\n")
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = "print the version"
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run, cmd.RunE = nil, a.helpOn
		case "completion":
			cmd.Args, cmd.RunE = cobra.ArbitraryArgs, a.runGroup
			for _, shell := range cmd.Commands() {
				shell.Args = arguments(0, 0, "")
			}
		}
	}
}

// helpOn prints the help of the command that the arguments name.
func (a *app) helpOn(help *cobra.Command, args []string) error {
	cmd, rest, err := help.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return a.runGroup(cmd, rest)
	}
	cmd.InitDefaultHelpFlag() // or its help would not list it
	return cmd.Help()
}
