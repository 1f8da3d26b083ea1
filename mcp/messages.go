package mcp

import (
	"encoding/json"

	"github.com/amlsec/amlsec/diag"
)

// Source is an intent: its text, or a file that holds it.
type Source struct {
	Intent string `json:"intent,omitempty" jsonschema:"text of the intent, at most 1 MiB of YAML; the shortest has three lines: apiVersion: amlsec/v1, name: fraud, location: eastus2. The tool schema lists the other fields"`
	File   string `json:"file,omitempty" jsonschema:"instead of the text: a .yaml or .yml file in the working directory of the server or beneath it"`
}

// Generate asks for the files of an intent.
type Generate struct {
	Source
	Format Format `json:"format,omitempty" jsonschema:"language of the output; bicep is the default"`
	AZD    bool   `json:"azd,omitempty" jsonschema:"write parameters that follow the environment of the Azure Developer CLI (azd)"`
}

// Format is the language of generated files: bicep or arm.
type Format string

// Schema asks for the language of intents.
type Schema struct{}

// Explain asks about a code.
type Explain struct {
	Code string `json:"code,omitempty" jsonschema:"code of a diagnostic, such as AML230; without it all codes are listed"`
}

// Error says why a call was not answered as it was meant.
type Error struct {
	Code    string `json:"code" jsonschema:"arguments: the call is wrong; intent: the intent has errors, see diagnostics; file: the file cannot be read; failure: the server failed"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// The codes of errors.
const (
	CodeArguments = "arguments"
	CodeIntent    = "intent"
	CodeFile      = "file"
	CodeFailure   = "failure"
)

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Failed is the part of every answer that is there when a call failed.
type Failed struct {
	Error *Error `json:"error,omitempty" jsonschema:"there only when the call failed"`
}

// fail marks an answer.
func (f *Failed) fail(e *Error) { f.Error = e }

// fail marks a report, which may be that of nothing.
func (r *Report) fail(e *Error) {
	if r.Error = e; r.Diagnostics == nil {
		r.Diagnostics = diag.List{}
	}
}

// fail marks an answer that may hold no files.
func (g *Generated) fail(e *Error) {
	if g.Report.fail(e); g.Files == nil {
		g.Files = []File{}
	}
}

// fail marks an answer that may hold no rules.
func (x *Explained) fail(e *Error) {
	if x.Error = e; x.Rules == nil {
		x.Rules = []Rule{}
	}
}

// Report is what is said about an intent.
type Report struct {
	Diagnostics diag.List  `json:"diagnostics"`
	Summary     diag.Count `json:"summary"`
	Failed
}

// NewReport is the report of a list.
func NewReport(list diag.List) Report {
	if list == nil {
		list = diag.List{}
	}
	return Report{Diagnostics: list, Summary: list.Count()}
}

// File is one generated file.
type File struct {
	Path    string `json:"path" jsonschema:"relative, with slashes"`
	Content string `json:"content"`
}

// Generated answers Generate.
type Generated struct {
	Files []File `json:"files" jsonschema:"main.bicep or main.json first; none when the call failed"`
	Report
}

// Judged says what is wrong with an intent, or with what it would deploy.
type Judged struct {
	OK bool `json:"ok" jsonschema:"whether there is no error among the diagnostics"`
	Report
}

// Planned holds the decisions of an intent.
type Planned struct {
	Plan json.RawMessage `json:"plan,omitempty" jsonschema:"tables of rows; none when the call failed"`
	Report
}

// Described answers Schema.
type Described struct {
	Example string          `json:"example" jsonschema:"an intent, with what most people change as comments"`
	Schema  json.RawMessage `json:"schema,omitempty" jsonschema:"the JSON Schema of intents; a field that it does not have is refused"`
	Failed
}

// Rule is what is known of a code.
type Rule struct {
	Code     string        `json:"code"`
	Severity diag.Severity `json:"severity"`
	Title    string        `json:"title"`
	Why      string        `json:"why,omitempty"`
	Fix      string        `json:"fix,omitempty"`
	Example  string        `json:"example,omitempty" jsonschema:"an intent or a template that breaks the rule"`
	Sources  []string      `json:"sources,omitempty"`
}

// Explained answers Explain.
type Explained struct {
	Rules []Rule `json:"rules"`
	Failed
}
