package main

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
)

// buildVersion is what a build says of itself.
type buildVersion struct {
	// Version is the module's version, or "devel".
	Version string `json:"version"`
	// Commit is the commit that was built, with "+dirty" when files had
	// changed; the first 12 digits when "go install" fetched it without a tag, and
	// empty when the build does not know.
	Commit string `json:"commit,omitempty"`
	// Go is the Go version, Platform the system and architecture.
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func readVersion() buildVersion {
	v := buildVersion{Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.of(info)
	}
	return v
}

// pseudo is a version that "go install" makes for a commit without a tag.
var pseudo = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[.-]\d{14}-([0-9a-f]{12})$`)
})

// of takes version and commit from what the build says: the commit that was
// checked out, or else the one that the module's version names.
func (v *buildVersion) of(info *debug.BuildInfo) {
	if m := info.Main.Version; m != "" && m != "(devel)" {
		v.Version = m
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	v.Commit = settings["vcs.revision"]
	switch m := pseudo().FindStringSubmatch(v.Version); {
	case v.Commit != "" && settings["vcs.modified"] == "true":
		v.Commit += "+dirty"
	case v.Commit == "" && m != nil:
		v.Commit = m[1]
	}
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
