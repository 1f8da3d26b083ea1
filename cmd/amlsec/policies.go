package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/policy"
	"github.com/amlsec/amlsec/schemas"
)

// builtinPolicies stands for Azure's own policies among the values of --policies.
const builtinPolicies = "builtin"

// Bounds of a directory of policies: an export of a large organisation has some
// thousand files, each beneath a folder or two.
const (
	maxPolicyFiles = 10_000
	maxPolicyBytes = 256 << 20
	maxPolicyDepth = 20
)

// policies are what --policies names, and the resource types that tell whether
// what a policy looks at exists.
type policies struct {
	set   *policy.Set
	types *schemas.Set
}

// leads looks for a property of a resource type.
func (p *policies) leads(typ string, path []string) policy.Lead {
	return policy.Lead(p.types.Leads(typ, path))
}

// readPolicies reads what --policies names, in its order; nil without. What is
// wrong with the files is reported; it is not ok with errors among that.
func readPolicies(names []string, rep *reporter) (list *policies, ok bool, err error) {
	if len(names) == 0 {
		return nil, true, nil
	}
	var files []policy.File
	for _, name := range names {
		more, err := policyFiles(name)
		if err != nil {
			return nil, false, err
		}
		files = append(files, more...)
	}
	set, diags := policy.Load(files...)
	return &policies{set, schemas.New()}, !diags.HasErrors(), reportPolicies(files, diags, rep)
}

// police adds what policies find to the diagnostics. There may be none.
func (d *deployable) police(list *policies) {
	if d.snap == nil || list == nil {
		return
	}
	opts := policy.Options{File: d.name, Place: d.place, Accepted: d.accepted, Leads: list.leads}
	d.diags = append(d.diags, policy.Run(d.snap, list.set, opts)...)
	d.diags.Sort()
}

// reportPolicies reports what is wrong, file by file, so that lines can be shown.
func reportPolicies(files []policy.File, diags diag.List, rep *reporter) error {
	byFile := map[string]diag.List{}
	for _, d := range diags {
		byFile[d.Span.File] = append(byFile[d.Span.File], d)
	}
	for _, f := range files {
		if list := byFile[f.Name]; list != nil {
			delete(byFile, f.Name)
			if err := rep.add(rendered{name: f.Name, src: f.Text, diags: list}); err != nil {
				return err
			}
			rep.number-- // it is no file that is audited
		}
	}
	return nil
}

// policyFiles are the files of one value of --policies.
func policyFiles(name string) ([]policy.File, error) {
	const hint = `name "builtin", or a directory or file of JSON that Azure exported`
	if name == builtinPolicies {
		return []policy.File{policy.Builtin()}, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage(hint, "--policies %q: %s", name, reason(err))
	}
	paths := []string{name}
	if info.IsDir() {
		if paths, err = policiesIn(name); err != nil {
			return nil, err
		}
		if len(paths) == 0 {
			return nil, usage(hint, "--policies %q: it holds no *.json", name)
		}
	}
	var files []policy.File
	size := 0
	for _, path := range paths {
		text, err := bicep.ReadFile(path)
		if err != nil {
			return nil, usage(hint, "--policies: cannot read %q: %s", path, err)
		}
		if size += len(text); size > maxPolicyBytes {
			return nil, usage("give the policies in parts", "--policies %q: its files have more than %d MiB", name, maxPolicyBytes>>20)
		}
		files = append(files, policy.File{Name: filepath.ToSlash(path), Text: withoutMark(text)})
	}
	return files, nil
}

// policiesIn are the JSON files of a directory and those beneath it, by name.
// Hidden ones are none, and links are not followed.
func policiesIn(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return failed(err, "cannot list %q", dir)
		case path != dir && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return filepath.SkipDir
			}
		case e.IsDir() && depthBelow(dir, path) > maxPolicyDepth:
			return usage("name a directory further down", "--policies %q: it nests deeper than %d levels", dir, maxPolicyDepth)
		case e.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".json"):
			if paths = append(paths, path); len(paths) > maxPolicyFiles {
				return usage("name a directory further down", "--policies %q: it holds more than %d files", dir, maxPolicyFiles)
			}
		}
		return nil
	})
	return paths, err
}

// depthBelow is how many levels a path lies beneath a directory.
func depthBelow(dir, path string) int {
	rel, err := filepath.Rel(dir, path)
	if err != nil || rel == "." {
		return 0
	}
	return strings.Count(filepath.ToSlash(rel), "/") + 1
}

// completePolicies offers the word for Azure's own policies beside files.
func completePolicies(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{cobra.CompletionWithDesc(builtinPolicies, "Azure's own policies")}, cobra.ShellCompDirectiveDefault
}
