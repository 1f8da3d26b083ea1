package mcp

import (
	"encoding/json"

	"github.com/amlsec/amlsec/diag"
)

// Source is an intent: its text, or a file that holds it.
type Source struct {
	Intent string `json:"intent,omitempty" jsonschema:"text of the intent: YAML that begins with apiVersion: amlsec/v1; at most 1 MiB"`
	File   string `json:"file,omitempty" jsonschema:"instead of the text: a .yaml or .yml file in the working directory of the server or beneath it"`
}

// Generate asks for the files of an intent.
type Generate struct {
	Source
	Format string `json:"format,omitempty" jsonschema:"language of the output: bicep (the default) or arm"`
	AZD    bool   `json:"azd,omitempty" jsonschema:"follow the environment of the Azure Developer CLI"`
}

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
