// Command distill makes the file of Azure's own policies from a list of them:
// what their evaluation needs, one a line, in the order of their ids. It is for
// maintainers.
//
//	go run ./policy/distill -o policy/builtin.json policies.json
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
)

// source is a policy in the list.
type source struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Version string          `json:"version"`
	Effect  string          `json:"effect"`
	Params  json.RawMessage `json:"params"`
	If      json.RawMessage `json:"if"`
	Details details         `json:"details,omitzero"`
}

// details are what evaluation needs of the then block: not what
// deployIfNotExists deploys.
type details struct {
	Type               string          `json:"type,omitempty"`
	Name               string          `json:"name,omitempty"`
	ResourceGroupName  string          `json:"resourceGroupName,omitempty"`
	ExistenceScope     string          `json:"existenceScope,omitempty"`
	ExistenceCondition json.RawMessage `json:"existenceCondition,omitempty"`
}

func main() {
	log.SetFlags(0)
	out := flag.String("o", "builtin.json", "`file` to write")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name the list of policies")
	}
	src, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	text, err := distill(src)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// distill is the file for a list.
func distill(src []byte) ([]byte, error) {
	var list []source
	if err := json.Unmarshal(src, &list); err != nil {
		return nil, fmt.Errorf("read the list of policies: %w", err)
	}
	if len(list) == 0 {
		return nil, errors.New("the list holds no policies")
	}
	slices.SortFunc(list, func(a, b source) int { return cmp.Compare(a.ID, b.ID) })
	b := bytes.NewBufferString("[\n")
	for i, p := range list {
		if p.ID == "" || p.Effect == "" || len(p.If) == 0 {
			return nil, fmt.Errorf("policy %q needs id, effect and if", p.Name)
		}
		line, err := compact(p)
		if err != nil {
			return nil, fmt.Errorf("policy %s: %w", p.ID, err)
		}
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(line)
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}

// compact is a policy on one line, with texts as they are.
func compact(p source) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
