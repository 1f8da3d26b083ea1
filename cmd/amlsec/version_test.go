package main

import (
	"runtime/debug"
	"testing"
)

func TestVersionOfBuild(t *testing.T) {
	vcs := func(revision, modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: revision}, {Key: "vcs.modified", Value: modified}}
	}
	const revision = "090871b23e764d099f651790f0947bf464d80155"
	for _, tt := range []struct {
		name, version  string
		settings       []debug.BuildSetting
		wanted, commit string
	}{
		{"a release of a checkout", "v1.2.3", vcs(revision, "false"), "v1.2.3", revision},
		{"a changed checkout", "v1.2.4-0.20261127055402-090871b23e76+dirty", vcs(revision, "true"), "v1.2.4-0.20261127055402-090871b23e76+dirty", revision + "+dirty"},
		{"go install of a tag", "v1.2.3", nil, "v1.2.3", ""},
		{"go install of a commit", "v0.0.0-20261127055402-090871b23e76", nil, "v0.0.0-20261127055402-090871b23e76", "090871b23e76"},
		{"go install of a commit after a tag", "v1.2.4-0.20261127055402-090871b23e76", nil, "v1.2.4-0.20261127055402-090871b23e76", "090871b23e76"},
		{"no version control", "(devel)", nil, "devel", ""},
	} {
		v := buildVersion{Version: "devel"}
		v.of(&debug.BuildInfo{Main: debug.Module{Version: tt.version}, Settings: tt.settings})
		if v.Version != tt.wanted || v.Commit != tt.commit {
			t.Errorf("%s: got %q, %q, want %q, %q", tt.name, v.Version, v.Commit, tt.wanted, tt.commit)
		}
	}
}
