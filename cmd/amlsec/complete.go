package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
)

// complete lets a shell complete a flag to one of a few words, and to no file.
func complete(cmd *cobra.Command, flag string, words ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeIntents lets a shell complete file names of intents.
func completeIntents(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeDeployables lets a shell complete names of what can be deployed.
func completeDeployables(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"yaml", "yml", "bicep", "json"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeSources lets a shell complete file names of sources.
func completeSources(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"bicep", "bicepparam"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeChecked lets a shell complete an intent, and then whatever may follow.
func completeChecked(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return completeIntents(cmd, args, word)
	}
	return nil, cobra.ShellCompDirectiveDefault
}

// completeDirectories lets a shell complete names of directories.
func completeDirectories(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeCodes lets a shell complete codes, with what they are about.
func completeCodes(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var codes []cobra.Completion
	for _, r := range slices.Concat(rules(), bicep.LinterRules()) {
		codes = append(codes, cobra.CompletionWithDesc(r.Code, r.Title))
	}
	return codes, cobra.ShellCompDirectiveNoFileComp
}

// atMost completes as many arguments as a command takes, and no more.
func atMost(n int, of cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= n {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return of(cmd, args, word)
	}
}
