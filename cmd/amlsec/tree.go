package main

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/generator"
)

// file is one file of an output; its name is slash-separated, relative to the
// directory of the output.
type file struct {
	name    string
	content []byte
}

// The names that an output can have. modulesDir holds every other *.bicep.
const (
	mainFile      = "main.bicep"
	templateFile  = "main.json"
	modulesDir    = "modules"
	paramsJSON    = "main.parameters.json"
	paramsBicep   = "main.bicepparam"
	filePerm      = 0o644
	directoryPerm = 0o755
)

// disk is a directory of an output as it is now. Nothing outside of the
// directory is read or written through it, whatever links it holds.
type disk struct {
	root *os.Root
	dir  string
}

// openDisk opens an output directory; an error that fs.ErrNotExist describes
// says that there is none yet.
func openDisk(dir string) (*disk, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &disk{root, dir}, nil
}

// makeDisk is openDisk for writing: it makes the directory where there is none.
func makeDisk(dir string) (*disk, error) {
	if err := os.MkdirAll(dir, directoryPerm); err != nil {
		return nil, failed(err, "cannot make the directory %q", dir)
	}
	d, err := openDisk(dir)
	if err != nil {
		return nil, failed(err, "cannot open the directory %q", dir)
	}
	return d, nil
}

func (d *disk) close() { _ = d.root.Close() }

// show is the name of a file for people: with the directory before it.
func (d *disk) show(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// read is the content of a regular file; nil without an error when there is no
// such file.
func (d *disk) read(name string) ([]byte, error) {
	name = filepath.FromSlash(name)
	info, err := d.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotDir):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, errLink
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	}
	content, err := d.root.ReadFile(name)
	if content == nil && err == nil {
		content = []byte{}
	}
	return content, err
}

var (
	errLink       = errors.New("it is a symbolic link, and links are not followed")
	errNotRegular = errors.New("it is not a regular file")
)

// generated reports whether a text of Bicep is ours: whether it starts with
// the header that every generated file has.
func generated(content []byte) bool { return bytes.HasPrefix(content, []byte(generator.Header)) }

// compiled reports whether an ARM template is ours: whether it names us as its
// generator.
func compiled(content []byte) bool {
	head := content[:min(len(content), 1000)]
	return bytes.Contains(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\"_generator\": {\n      \"name\": \"amlsec\""))
}

// stale are the generated files of d that files do not have: modules that are
// not needed any more, and a main.bicepparam, which would win over every other
// form of parameters. What lacks our header is not ours to judge, nor is the
// Bicep beside an ARM template.
func (d *disk) stale(files []file) ([]file, error) {
	if len(files) > 0 && files[0].name == templateFile {
		return nil, nil
	}
	names := []string{paramsBicep}
	entries, err := fs.ReadDir(d.root.FS(), modulesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotDir) {
		return nil, err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".bicep") && e.Type().IsRegular() {
			names = append(names, path.Join(modulesDir, e.Name()))
		}
	}
	var old []file
	for _, name := range names {
		if slices.ContainsFunc(files, func(f file) bool { return f.name == name }) {
			continue
		}
		content, err := d.read(name)
		if err == nil && generated(content) {
			old = append(old, file{name, content})
		}
	}
	slices.SortFunc(old, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	return old, nil
}
