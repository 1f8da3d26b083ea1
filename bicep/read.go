package bicep

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// maxTotal is how many bytes the files of one program may have together.
const maxTotal = 64 << 20

// disk reads the files of one program, within bounds: a module may name any
// file, also one that never ends.
type disk struct{ left int64 }

func newDisk() *disk { return &disk{left: maxTotal} }

// read reads a regular file. Its error leaves out the name, which the
// diagnostic has.
func (d *disk) read(name string) ([]byte, error) {
	text, err := ReadFile(name)
	if err != nil {
		return nil, err
	}
	if d.left -= int64(len(text)); d.left < 0 {
		return nil, fmt.Errorf("the files have more than %d MiB together", maxTotal>>20)
	}
	return text, nil
}

// ReadFile reads a regular file of at most syntax.MaxSize bytes. The error
// leaves out the name of the file.
func ReadFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, plainError(err)
	case info.IsDir():
		return nil, errors.New("it is a directory")
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close()
	text := bytes.NewBuffer(make([]byte, 0, min(info.Size(), syntax.MaxSize)+bytes.MinRead))
	_, err = text.ReadFrom(io.LimitReader(f, syntax.MaxSize+1))
	switch {
	case err != nil:
		return nil, plainError(err)
	case text.Len() > syntax.MaxSize:
		return nil, fmt.Errorf("it has more than %d MiB", syntax.MaxSize>>20)
	}
	return text.Bytes(), nil
}

// plainError words an error of the system without the name, and the same on
// every system where it is common.
func plainError(err error) error {
	var failed *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it does not exist")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied")
	case errors.As(err, &failed):
		return failed.Err
	}
	return err
}
