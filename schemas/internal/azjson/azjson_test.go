package azjson

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{}`, "decoding types"},
		{`[{"$type":"BuiltInType"}]`, `node 0: unknown kind "BuiltInType"`},
		{`[{"$type":"ArrayType"}]`, "a reference is missing"},
		{`[{"$type":"ArrayType","itemType":{"$ref":"#/1"}}]`, `"#/1" leads nowhere`},
		{`[{"$type":"ArrayType","itemType":{"$ref":"other.json#/0"}}]`, "leads nowhere"},
		{`[{"$type":"UnionType","elements":{}}]`, "elements"},
		{`[{"$type":"DiscriminatedObjectType","elements":[]}]`, "elements"},
		{`[{"$type":"ObjectType","properties":{"p":{}}}]`, "property p"},
		{`[{"$type":"AnyType"},{"$type":"ResourceType","name":"A.B/c@1","body":{"$ref":"#/0"},"scopeType":8}]`, "no scopes"},
	} {
		if _, err := Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.text, err)
		}
	}
}

func TestSource(t *testing.T) {
	const resource = `[{"$type":"AnyType"},{"$type":"ResourceType","name":"A.B/c@1x","body":{"$ref":"#/0"},"readableScopes":1,"writableScopes":2}]`
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	s, err := Open(fstest.MapFS{
		"g1/a.b/1x/types.json":   file(resource),
		"g2/a.b/1x/types.json":   file(strings.Replace(resource, `Scopes":2`, `Scopes":4`, 1)),
		"g2/bad.b/1x/types.json": file("?"),
	})
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := s.Load("A.B", "1X")
	if err != nil || len(nodes) != 1 || nodes[0].Writable != 2 {
		t.Errorf("got %v %v", nodes, err)
	}
	if nodes, err := s.Load("A.B", "2x"); err != nil || nodes != nil {
		t.Errorf("got %v %v", nodes, err)
	}
	if _, err := s.Load("Bad.B", "1x"); err == nil || !strings.Contains(err.Error(), "g2/bad.b/1x/types.json") {
		t.Errorf("got %v", err)
	}
}
