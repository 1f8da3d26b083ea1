package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// errNotDir is what the system says when a part of a path is a file.
var errNotDir error = syscall.ENOTDIR

// writeTree makes dir hold the files of an output. It checks everything first;
// then writes each file that changes under a temporary name beside its own;
// and only when all are on the disk, renames them into place, main.bicep last,
// and removes generated files that are not needed any more. A file that is as
// it should be is not touched. Files of other origin stop it unless force.
func writeTree(dir string, files []file, force bool) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return usage("name a directory with --out", "%q is not a directory", dir)
	}
	d, err := makeDisk(dir)
	if err != nil {
		return err
	}
	defer d.close()
	changed, err := d.changed(files, force)
	if err != nil {
		return err
	}
	old, err := d.stale(files)
	if err != nil {
		return failed(err, "cannot list %q", d.show(modulesDir))
	}
	if err := d.replace(changed); err != nil {
		return err
	}
	return d.remove(old)
}

// changed are the files that differ from what the disk holds.
func (d *disk) changed(files []file, force bool) ([]file, error) {
	var changed []file
	mine := d.isMine()
	for _, f := range files {
		if !filepath.IsLocal(filepath.FromSlash(f.name)) {
			return nil, &exit{code: exitFailure, msg: fmt.Sprintf("internal error: the output has a file %q", f.name)}
		}
		old, err := d.read(f.name)
		switch {
		case errors.Is(err, errLink) && force: // the link is replaced, not what it points to
		case err != nil:
			return nil, failed(err, "cannot replace %q", d.show(f.name))
		case old != nil && bytes.Equal(old, f.content):
			continue
		case old != nil && !force && !isOurs(f.name, old, mine):
			return nil, usage("choose another directory with --out, or replace the file with --force",
				"%q was not written by amlsec", d.show(f.name))
		}
		changed = append(changed, f)
	}
	return changed, nil
}

// isOurs reports whether a file may be replaced. JSON has no comments to carry
// our header: a parameter file is ours when the main file beside it is.
func isOurs(name string, content []byte, mainIsOurs bool) bool {
	if strings.HasSuffix(name, ".json") {
		return mainIsOurs || compiled(content)
	}
	return generated(content)
}

// isMine reports whether d holds a main.bicep or a main.json of ours.
func (d *disk) isMine() bool {
	main, err := d.read(mainFile)
	if err == nil && generated(main) {
		return true
	}
	return d.hasTemplate()
}

// hasTemplate reports whether d holds a main.json of ours.
func (d *disk) hasTemplate() bool {
	template, err := d.read(templateFile)
	return err == nil && compiled(template)
}

// replace puts files in place, each at once.
func (d *disk) replace(files []file) (err error) {
	temporary := make([]string, len(files))
	defer func() {
		for _, name := range temporary {
			if name != "" {
				_ = d.root.Remove(name) // the error that brought us here says more
			}
		}
	}()
	for i, f := range files {
		if temporary[i], err = d.writeTemporary(f); err != nil {
			return failed(err, "cannot write %q", d.show(f.name))
		}
	}
	for _, last := range []bool{false, true} {
		for i, f := range files {
			if (f.name == mainFile) != last {
				continue
			}
			if err := d.root.Rename(temporary[i], filepath.FromSlash(f.name)); err != nil {
				return failed(err, "cannot replace %q", d.show(f.name))
			}
			temporary[i] = ""
		}
	}
	return d.sync(files)
}

// writeTemporary writes a file beside its place and onto the disk, and is the
// temporary name, also when it fails after making the file.
func (d *disk) writeTemporary(f file) (name string, err error) {
	if err := d.root.MkdirAll(filepath.FromSlash(path.Dir(f.name)), directoryPerm); err != nil {
		return "", err
	}
	dir, base := path.Split(f.name)
	name = filepath.FromSlash(fmt.Sprintf("%s.%s.%x.tmp", dir, base, rand.Uint64()))
	perm := fs.FileMode(filePerm)
	if info, err := d.root.Lstat(filepath.FromSlash(f.name)); err == nil && info.Mode().IsRegular() {
		perm = info.Mode().Perm()
	}
	w, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return "", err
	}
	_, err = w.Write(f.content)
	if err == nil {
		err = w.Sync()
	}
	return name, errors.Join(err, w.Close())
}

// remove deletes generated files that are not needed any more, and the modules
// directory with the last of them.
func (d *disk) remove(files []file) error {
	for _, f := range files {
		if err := d.root.Remove(filepath.FromSlash(f.name)); err != nil {
			return failed(err, "cannot remove %q, which is not needed any more", d.show(f.name))
		}
	}
	if len(files) == 0 {
		return nil
	}
	_ = d.root.Remove(modulesDir) // it stays when it holds something else
	return d.sync(files)
}

// sync brings the names in the directories of files onto the disk. Windows has
// no such call, and keeps names by itself.
func (d *disk) sync(files []file) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	done := map[string]bool{}
	for _, f := range files {
		dir := filepath.FromSlash(path.Dir(f.name))
		if done[dir] {
			continue
		}
		done[dir] = true
		if err := d.syncDirectory(dir); err != nil {
			return failed(err, "cannot write the directory %q", d.show(dir))
		}
	}
	return nil
}

func (d *disk) syncDirectory(dir string) error {
	f, err := d.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
