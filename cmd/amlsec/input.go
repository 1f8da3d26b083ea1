package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// stdinName stands for standard input in diagnostics.
const stdinName = "<stdin>"

// input is one intent to read.
type input struct {
	// path is the file as the user named it, or "-".
	path string
}

// name is how diagnostics call the intent.
func (in input) name() string {
	if in.path == "-" {
		return stdinName
	}
	return in.path
}

// base is the file's name without its ending: the directory of its output.
func (in input) base() string {
	if in.path == "-" {
		return "stdin"
	}
	base := filepath.Base(in.path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// read reads the intent. Standard input ends when ctx does.
func (in input) read(ctx context.Context, a *app) ([]byte, diag.List) {
	if in.path == "-" {
		return intent.Read(stdinName, interruptible{ctx, a.in})
	}
	return intent.ReadFile(in.path)
}

// inputs are the intents that the arguments name, in order; a directory stands
// for the intents in it. Batch says that there may be more than one, whatever
// the count today, so that where the output goes does not depend on it.
func inputs(args []string) (list []input, batch bool, err error) {
	seen := map[string]bool{}
	batch = len(args) > 1
	for _, arg := range args {
		paths := []string{arg}
		if info, err := os.Stat(arg); arg != "-" && err == nil && info.IsDir() {
			batch = true
			if paths, err = intentsIn(arg); err != nil {
				return nil, false, err
			}
		}
		for _, p := range paths {
			if seen[filepath.Clean(p)] {
				return nil, false, usage("name each intent once", "%q is named twice", p)
			}
			seen[filepath.Clean(p)] = true
			list = append(list, input{p})
		}
	}
	return list, batch, nil
}

// intentsIn are the YAML files of a directory, by name. Hidden files are not
// intents, nor is azd's own azure.yaml, beside which intents live.
func intentsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, failed(err, "cannot list %q", dir)
	}
	var paths []string
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."), e.IsDir(), strings.TrimSuffix(name, filepath.Ext(name)) == "azure":
		case slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)):
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	if paths == nil {
		return nil, usage("name a directory that holds intents, or a file", "%q holds no *.yaml or *.yml", dir)
	}
	return paths, nil
}

// workingDirectory is where relative names start from; empty when the system
// does not tell.
func workingDirectory() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return dir
}

// repository is the directory around dir that holds a .git, empty for none:
// code scanning looks files up from there.
func repository(dir string) string {
	for ; dir != "" && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
	}
	return ""
}
