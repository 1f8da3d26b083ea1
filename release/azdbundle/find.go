package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// platforms are those that azd runs on, as it spells them.
func platforms() []string {
	return []string{"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}
}

// entryPoint is the name of the binary on a platform.
func entryPoint(platform string) string {
	if strings.HasPrefix(platform, "windows/") {
		return "amlsec.exe"
	}
	return "amlsec"
}

// findBinaries finds the binary of every platform in the directories of dir,
// named as goreleaser names them: "amlsec_linux_amd64_v1", or plainly
// "linux_amd64".
func findBinaries(dir string) (map[string]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list the binaries: %w", err)
	}
	found := map[string]string{}
	for _, platform := range platforms() {
		name := strings.ReplaceAll(platform, "/", "_")
		pattern := regexp.MustCompile(`^(.+_)?` + regexp.QuoteMeta(name) + `(_v[0-9.]+)?$`)
		for _, e := range entries {
			file := filepath.Join(dir, e.Name(), entryPoint(platform))
			if !e.IsDir() || !pattern.MatchString(e.Name()) || !isFile(file) {
				continue
			}
			if other, twice := found[platform]; twice {
				return nil, fmt.Errorf("%s has two binaries: %q and %q", platform, other, file)
			}
			found[platform] = file
		}
		if found[platform] == "" {
			return nil, fmt.Errorf("%s has no binary: there is no %q in %q", platform, path.Join("*_"+name, entryPoint(platform)), dir)
		}
	}
	return found, nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// versionForm is what azd takes for the version of an extension.
var versionForm = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`)

// plainVersion is a version without the "v" of its tag.
func plainVersion(text string) (string, error) {
	version := strings.TrimPrefix(text, "v")
	if !versionForm.MatchString(version) {
		return "", fmt.Errorf("--version %q: wanted one like 1.2.0", text)
	}
	return version, nil
}

// readMetadata reads what "amlsec metadata" prints. azd would not take it if its
// id were another than the extension's.
func readMetadata(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the metadata: %w", err)
	}
	var metadata struct {
		ID       string
		Commands []json.RawMessage
	}
	if err := json.Unmarshal(data, &metadata); err != nil {
		return nil, fmt.Errorf("read the metadata: %w", err)
	}
	if metadata.ID != extensionID || len(metadata.Commands) == 0 {
		return nil, fmt.Errorf("%q is not what \"amlsec metadata\" prints: it has the id %q and %d commands", name, metadata.ID, len(metadata.Commands))
	}
	return data, nil
}
