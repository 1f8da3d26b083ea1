package deploy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Record is what is kept of a run, so that another can continue it. It holds no
// secret, no token and no address.
type Record struct {
	// Version is 1.
	Version int `json:"version"`
	// Scope is the id of the scope, and Name the name of the deployment.
	Scope string `json:"scope"`
	Name  string `json:"name"`
	// CorrelationID is the deployment's.
	CorrelationID string `json:"correlationId"`
	// TemplateHash is Job.Hash.
	TemplateHash string `json:"templateHash"`
	// Started is when it was submitted.
	Started time.Time `json:"started"`
	// State is how it ended; empty when that is not known.
	State string `json:"state,omitempty"`
}

const (
	recordVersion = 1
	recordSize    = 64 << 10
)

// RecordFile is the name of the record of a deployment in a directory of
// records.
func RecordFile(scope, name string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(scope + "/" + name)))
	return hex.EncodeToString(sum[:12]) + ".json"
}

var uuid = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
})

// ReadRecord reads a record; nil when there is none. One of another deployment
// is an error.
func ReadRecord(file, scope, name string) (*Record, error) {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it is no file") // a pipe would not end, and a device be replaced
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, recordSize))
	if err != nil {
		return nil, err
	}
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("it is no record: %w", err)
	}
	switch {
	case r.Version != recordVersion:
		return nil, fmt.Errorf("it is a record of version %d, want %d", r.Version, recordVersion)
	case !strings.EqualFold(r.Scope, scope) || !strings.EqualFold(r.Name, name):
		return nil, fmt.Errorf("it is the record of another deployment, %q in %s", r.Name, r.Scope)
	case !uuid().MatchString(r.CorrelationID):
		return nil, fmt.Errorf("its correlation id %q is none", r.CorrelationID)
	}
	return &r, nil
}

// Write writes the record to a file, whole or not at all; directories are made.
// Nobody else may read it.
func (r Record) Write(file string) (err error) {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	w, err := os.CreateTemp(dir, ".record-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(w.Name()))
		}
	}()
	_, err = w.Write(append(text, '\n'))
	if err == nil {
		err = w.Sync()
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	return os.Rename(w.Name(), file)
}
