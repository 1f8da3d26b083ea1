package whatif

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// wireResult is the answer of a what-if.
type wireResult struct {
	Status     string
	Error      json.RawMessage
	Properties *wireProperties
}

type wireProperties struct {
	Changes          []wireChange
	PotentialChanges []wireChange
	Diagnostics      []Diagnostic
}

type wireChange struct {
	ResourceID        string
	ChangeType        string
	UnsupportedReason string
	SymbolicName      string
	DeploymentID      string
	Before, After     tree
	Delta             []wireProperty
}

type wireProperty struct {
	Path               string
	PropertyChangeType string
	Before, After      tree
	Children           []wireProperty
}

// tree is a value of JSON with its numbers as they were written; nil for none.
type tree struct{ snapshot.Value }

// UnmarshalJSON reads a value; null is Null.
func (t *tree) UnmarshalJSON(raw []byte) error {
	v, err := property.ParseJSON(raw)
	t.Value = v
	return err
}

// value is nil for what was not sent, and for null.
func (t tree) value() snapshot.Value {
	if _, null := t.Value.(snapshot.Null); null {
		return nil
	}
	return t.Value
}

// decode reads one value and nothing behind it.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("there is more behind the value")
	}
	return nil
}
