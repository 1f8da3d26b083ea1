package intent

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/amlsec/amlsec/diag"
)

// MaxSize is the size in bytes of the largest intent that is read. Real ones
// are a few kilobytes; the limit keeps a wrong file name from filling memory.
const MaxSize = 1 << 20

// ReadFile reads the intent file at path, for Parse. What keeps it from being
// read is the user's failure, so it comes as one diagnostic, without a place
// in the file.
func ReadFile(path string) ([]byte, diag.List) {
	// To open a pipe that nobody writes to would wait for ever. What a shell
	// makes of <(command) is a link and stays allowed: somebody writes there.
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
		return nil, unreadable(path, errIsPipe)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close() // reading only: nothing can be lost
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, unreadable(path, errIsDir)
	}
	return Read(path, f)
}

// Read reads an intent from r, up to MaxSize bytes, without the byte order
// mark that some editors put first. Name stands for the file in diagnostics.
func Read(name string, r io.Reader) ([]byte, diag.List) {
	src, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if len(src) > MaxSize {
		return nil, tooLarge(name)
	}
	return bytes.TrimPrefix(src, []byte(byteOrderMark)), nil
}

// byteOrderMark says in the first bytes of a file that it is UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

var (
	errIsDir  = errors.New("it is a directory")
	errIsPipe = errors.New("it is a named pipe")
)

// unreadable words a failure to read without repeating the name, and the same
// on every system where the reason is a common one.
func unreadable(name string, err error) diag.List {
	reason, hint := err.Error(), "check the path and the permissions"
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason, hint = "it does not exist", "check the path"
	case errors.Is(err, fs.ErrPermission):
		reason, hint = "permission denied", "make the file readable for the user who runs amlsec"
	case errors.Is(err, errIsDir):
		hint = "name the intent file inside it"
	case errors.Is(err, errIsPipe):
		hint = "pipe the intent in, and name it \"-\""
	case errors.As(err, &pathErr):
		reason = pathErr.Err.Error()
	}
	return diag.List{{
		Code: "AML001", Severity: diag.Error, Span: diag.Span{File: name},
		Msg: fmt.Sprintf("cannot read %q: %s", name, reason), Hint: hint,
	}}
}

func tooLarge(name string) diag.List {
	return diag.List{{
		Code: "AML002", Severity: diag.Error, Span: diag.Span{File: name},
		Msg:  fmt.Sprintf("%q is larger than %d bytes, the most an intent may have", name, MaxSize),
		Hint: "check that this is the intent, not another file",
	}}
}
