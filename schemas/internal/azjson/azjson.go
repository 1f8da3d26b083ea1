// Package azjson reads the resource types that Azure publishes for Bicep
// (github.com/Azure/bicep-types-az): a folder of types.json files, each an
// array of nodes that refer to one another by index.
package azjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Kind tells the nodes apart.
type Kind string

// The kinds that the format has; those that it has besides these are legacy
// forms that no published file uses.
const (
	Any           Kind = "AnyType"
	Null          Kind = "NullType"
	Bool          Kind = "BooleanType"
	Int           Kind = "IntegerType"
	String        Kind = "StringType"
	Literal       Kind = "StringLiteralType"
	Array         Kind = "ArrayType"
	Union         Kind = "UnionType"
	Object        Kind = "ObjectType"
	Discriminated Kind = "DiscriminatedObjectType"
	Resource      Kind = "ResourceType"
	Function      Kind = "ResourceFunctionType"
)

// Node is one type. Which fields count depends on the kind.
type Node struct {
	Kind Kind
	// Name is that of an Object or Discriminated, of a Function, and of a
	// Resource with its version.
	Name string
	// Value is that of a Literal.
	Value string
	// Min and Max limit an Int's value or a String's length. Those of an array
	// are not read: Bicep does not check them.
	Min, Max  *int64
	Pattern   string
	Sensitive bool
	// Elements are the members of a Union.
	Elements []*Node
	// Item is that of an Array.
	Item *Node
	// Properties are those of an Object, or what all variants of a
	// Discriminated have.
	Properties map[string]Property
	// Additional is the type of an Object's properties without a name.
	Additional *Node
	// Discriminator and Variants are those of a Discriminated.
	Discriminator string
	Variants      map[string]*Node
	// Body, Readable and Writable are those of a Resource. Scopes are bits:
	// 1 tenant, 2 management group, 4 subscription, 8 resource group,
	// 16 another resource.
	Body               *Node
	Readable, Writable uint8
	// Of, Input and Output are those of a Function: what it is called on, with
	// the version, what it takes (nil if nothing) and what it returns.
	Of            string
	Input, Output *Node
}

// Property is a property of an object. Flags are bits: 1 required, 2
// read-only, 4 write-only, 8 constant at deploy time, 16 identifier.
type Property struct {
	Type  *Node
	Flags uint8
}

// Parse reads one types.json and returns its resources and functions in the
// order of the file. The nodes may form cycles.
func Parse(data []byte) ([]*Node, error) {
	var raw []rawNode
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("decoding types: %w", err)
	}
	p := parser{nodes: make([]Node, len(raw))}
	var top []*Node
	for i := range raw {
		n := &p.nodes[i]
		if err := p.fill(n, &raw[i]); err != nil {
			return nil, fmt.Errorf("node %d: %w", i, err)
		}
		if n.Kind == Resource || n.Kind == Function {
			top = append(top, n)
		}
	}
	return top, nil
}

// rawNode is a node as it is written.
type rawNode struct {
	Kind                 Kind               `json:"$type"`
	Name                 string             `json:"name"`
	Value                string             `json:"value"`
	MinValue             *int64             `json:"minValue"`
	MaxValue             *int64             `json:"maxValue"`
	MinLength            *int64             `json:"minLength"`
	MaxLength            *int64             `json:"maxLength"`
	Pattern              string             `json:"pattern"`
	Sensitive            bool               `json:"sensitive"`
	Elements             json.RawMessage    `json:"elements"`
	ItemType             *rawRef            `json:"itemType"`
	Properties           map[string]rawProp `json:"properties"`
	BaseProperties       map[string]rawProp `json:"baseProperties"`
	AdditionalProperties *rawRef            `json:"additionalProperties"`
	Discriminator        string             `json:"discriminator"`
	Body                 *rawRef            `json:"body"`
	ReadableScopes       *uint8             `json:"readableScopes"`
	WritableScopes       *uint8             `json:"writableScopes"`
	ResourceType         string             `json:"resourceType"`
	APIVersion           string             `json:"apiVersion"`
	Input                *rawRef            `json:"input"`
	Output               *rawRef            `json:"output"`
}

type rawRef struct {
	Ref string `json:"$ref"`
}

type rawProp struct {
	Type  *rawRef `json:"type"`
	Flags uint8   `json:"flags"`
}

type parser struct{ nodes []Node }

func (p *parser) fill(n *Node, raw *rawNode) error {
	*n = Node{Kind: raw.Kind, Name: raw.Name, Sensitive: raw.Sensitive}
	switch raw.Kind {
	case Any, Null, Bool:
		return nil
	case Int:
		n.Min, n.Max = raw.MinValue, raw.MaxValue
		return nil
	case String:
		n.Min, n.Max, n.Pattern = raw.MinLength, raw.MaxLength, raw.Pattern
		return nil
	case Literal:
		n.Value = raw.Value
		return nil
	case Array:
		return p.refs(want{&n.Item, raw.ItemType})
	case Union:
		return p.union(n, raw.Elements)
	case Object:
		return errors.Join(p.properties(n, raw.Properties), p.refs(want{&n.Additional, orNone(raw.AdditionalProperties)}))
	case Discriminated:
		n.Discriminator = raw.Discriminator
		return errors.Join(p.properties(n, raw.BaseProperties), p.variants(n, raw.Elements))
	case Resource:
		return p.resource(n, raw)
	case Function:
		n.Of = raw.ResourceType + "@" + raw.APIVersion
		return p.refs(want{&n.Output, raw.Output}, want{&n.Input, orNone(raw.Input)})
	}
	return fmt.Errorf("unknown kind %q", raw.Kind)
}

func (p *parser) resource(n *Node, raw *rawNode) error {
	if raw.ReadableScopes == nil || raw.WritableScopes == nil {
		return fmt.Errorf("resource %s has no scopes: an older form of the format", raw.Name)
	}
	n.Readable, n.Writable = *raw.ReadableScopes, *raw.WritableScopes
	return p.refs(want{&n.Body, raw.Body})
}

func (p *parser) union(n *Node, elements json.RawMessage) error {
	var list []rawRef
	if err := json.Unmarshal(elements, &list); err != nil {
		return fmt.Errorf("elements: %w", err)
	}
	n.Elements = make([]*Node, len(list))
	for i := range list {
		if err := p.refs(want{&n.Elements[i], &list[i]}); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) variants(n *Node, elements json.RawMessage) error {
	var list map[string]rawRef
	if err := json.Unmarshal(elements, &list); err != nil {
		return fmt.Errorf("elements: %w", err)
	}
	n.Variants = make(map[string]*Node, len(list))
	for value, ref := range list {
		var v *Node
		if err := p.refs(want{&v, &ref}); err != nil {
			return err
		}
		n.Variants[value] = v
	}
	return nil
}

func (p *parser) properties(n *Node, props map[string]rawProp) error {
	n.Properties = make(map[string]Property, len(props))
	for name, raw := range props {
		prop := Property{Flags: raw.Flags}
		if err := p.refs(want{&prop.Type, raw.Type}); err != nil {
			return fmt.Errorf("property %s: %w", name, err)
		}
		n.Properties[name] = prop
	}
	return nil
}

// want says where the node that ref points to is to go.
type want struct {
	to  **Node
	ref *rawRef
}

// orNone makes a reference that may be missing one that points nowhere.
func orNone(ref *rawRef) *rawRef {
	if ref == nil {
		return &rawRef{}
	}
	return ref
}

func (p *parser) refs(wants ...want) error {
	for _, w := range wants {
		if w.ref == nil {
			return errors.New("a reference is missing")
		}
		if *w.ref == (rawRef{}) {
			continue
		}
		digits, ok := strings.CutPrefix(w.ref.Ref, "#/")
		i, err := strconv.Atoi(digits)
		if !ok || err != nil || i < 0 || i >= len(p.nodes) {
			return fmt.Errorf("reference %q leads nowhere", w.ref.Ref)
		}
		*w.to = &p.nodes[i]
	}
	return nil
}
