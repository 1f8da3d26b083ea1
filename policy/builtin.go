package policy

import _ "embed"

// Azure's own policies for the resource types that amlsec deploys; see NOTICE.
//
//go:generate go run ./distill -o builtin.json policies.json
//go:embed builtin.json
var azures []byte

// Builtin is the file of Azure's own policies for the resource types that amlsec
// deploys, 123 of them.
func Builtin() File { return File{Name: "builtin", Text: azures, builtin: true} }
