package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
)

// buildVersion is what a build says of itself.
type buildVersion struct {
	// Version is the module's version, or "devel".
	Version string `json:"version"`
	// Commit is the commit that was built, with "+dirty" when files had
	// changed; empty when the build does not know.
	Commit string `json:"commit,omitempty"`
	// Go is the Go version, Platform the system and architecture.
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func readVersion() buildVersion {
	v := buildVersion{Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if m := info.Main.Version; m != "" && m != "(devel)" {
		v.Version = m
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	v.Commit = settings["vcs.revision"]
	if v.Commit != "" && settings["vcs.modified"] == "true" {
		v.Commit += "+dirty"
	}
	return v
}

// String is the version in one line.
func (v buildVersion) String() string {
	parts := []string{"amlsec " + v.Version}
	if v.Commit != "" {
		parts = append(parts, "commit "+v.Commit)
	}
	return strings.Join(append(parts, v.Go, v.Platform), ", ")
}

func (a *app) versionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "version",
		Short:             "Print the version of amlsec",
		Args:              arguments(0, 0, ""),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			format, err := a.format()
			if err != nil {
				return err
			}
			if format == "json" {
				return diag.WriteJSON(a.out, readVersion())
			}
			return a.write(fmt.Sprintln(readVersion()))
		},
	}
	a.reports(cmd, "text", "json")
	return cmd
}
