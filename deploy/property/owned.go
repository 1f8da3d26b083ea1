package property

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// ResourcesVersion is the version of the API that lists resources.
const ResourcesVersion = "2021-04-01"

// Owner says whose resources are looked for: those of a resource group, by its
// id, that have a tag.
type Owner struct{ Group, Tag, Value string }

// Listed is a resource in the list of a group.
type Listed struct {
	ID   string            `json:"id"`
	Tags map[string]string `json:"tags"`
}

// Tag is the value of a tag, whatever the case of its name; empty for none.
func (l Listed) Tag(name string) string {
	for tag, value := range l.Tags {
		if strings.EqualFold(tag, name) {
			return value
		}
	}
	return ""
}

// Lister lists what is at a path; a method of arm.Client.
type Lister func(ctx context.Context, path, version string, query url.Values) ([]json.RawMessage, error)

// InGroup are the resources of a group, by id. One whose id leads out of the
// group is refused: a list is not trusted with what follows from it.
func InGroup(ctx context.Context, list Lister, group string) ([]Listed, error) {
	raw, err := list(ctx, EscapeID(group)+"/resources", ResourcesVersion, nil)
	if err != nil {
		return nil, err
	}
	all := make([]Listed, 0, len(raw))
	for _, r := range raw {
		var one Listed
		if err := json.Unmarshal(r, &one); err != nil {
			return nil, fmt.Errorf("the list of resources cannot be read: %w", err)
		}
		if !Within(one.ID, group) {
			return nil, fmt.Errorf("the list of resources of %s holds one of elsewhere: %q", group, one.ID)
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Listed) int { return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)) })
	return all, nil
}

// Owned are the ids of the resources of an owner.
func Owned(ctx context.Context, list Lister, of Owner) ([]string, error) {
	all, err := InGroup(ctx, list, of.Group)
	var ids []string
	for _, one := range all {
		if one.Tag(of.Tag) == of.Value {
			ids = append(ids, one.ID)
		}
	}
	return ids, err
}

// Within reports whether an id lies beneath another, whatever their case.
func Within(id, parent string) bool {
	return len(id) > len(parent) && strings.EqualFold(id[:len(parent)], parent) && id[len(parent)] == '/'
}

// ParseJSON reads one value of JSON with its numbers as they are written.
func ParseJSON(raw []byte) (snapshot.Value, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("there is more behind the value")
	}
	return snapshot.FromJSON(v), nil
}

// Body is a resource as Azure returns it, its numbers as they are written. What
// is no object leaves it nil.
type Body struct{ *snapshot.Object }

// UnmarshalJSON reads an object.
func (b *Body) UnmarshalJSON(raw []byte) error {
	v, err := ParseJSON(raw)
	if err == nil {
		b.Object, _ = v.(*snapshot.Object)
	}
	return err
}
