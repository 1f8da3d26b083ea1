package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/mcp"
)

// startMCP starts the command as a server in dir, and is a session with it.
func startMCP(t *testing.T, dir string) *sdk.ClientSession {
	t.Helper()
	cmd := exec.Command("amlsec", "mcp", "start") // it ends with the session, which outlives t.Context
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &sdk.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(); err != nil {
			t.Errorf("end of the server: %v", err)
		}
	})
	return session
}

// callTool calls a tool, and fills in its answer. It tells whether that is an error.
func callTool(t *testing.T, session *sdk.ClientSession, name string, arguments map[string]any, answer any) bool {
	t.Helper()
	res, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: name, Arguments: arguments})
	if err != nil {
		t.Fatal(err)
	}
	structured, err := json.Marshal(res.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(structured))
	d.DisallowUnknownFields()
	if err := d.Decode(answer); err != nil {
		t.Fatalf("%s: %v in %s", name, err, structured)
	}
	var text any
	if err := json.Unmarshal([]byte(res.Content[0].(*sdk.TextContent).Text), &text); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(text); !bytes.Equal(again, structured) {
		t.Errorf("%s: the text is not the answer: %s", name, again)
	}
	return res.IsError
}

// found is an answer as far as it is about diagnostics; severities are words.
type found struct {
	OK          *bool
	Files       []mcp.File
	Plan        json.RawMessage
	Diagnostics []struct {
		Code, Severity, Message, Hint, Source string
		Notes                                 []string
		Span                                  struct {
			File       string
			Start, End struct{ Line, Col int }
		}
	}
	Summary struct{ Errors, Warnings, Infos int }
	Example string
	Schema  json.RawMessage
	Rules   []struct {
		Code, Severity, Title, Why, Fix, Example string
		Sources                                  []string
	}
	Error *mcp.Error
}

const goldenDir = "../../testdata/golden"

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMCPList: every tool says that it changes nothing, and what it takes and gives.
func TestMCPList(t *testing.T) {
	session := startMCP(t, t.TempDir())
	list, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		a := tool.Annotations
		if a == nil || !a.ReadOnlyHint || a.OpenWorldHint == nil || *a.OpenWorldHint || tool.Description == "" || tool.InputSchema == nil || tool.OutputSchema == nil {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	if want := []string{"audit", "explain", "gen", "plan", "schema", "validate"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}

// TestMCPGen: what gen gives is what the command writes, byte for byte.
func TestMCPGen(t *testing.T) {
	dir := t.TempDir()
	session := startMCP(t, dir)
	for _, tt := range []struct {
		golden    string
		arguments map[string]any
	}{
		{"azd", map[string]any{"azd": true}},
		{"azd-subscription", map[string]any{"azd": true, "format": "bicep"}},
		{"existing-vnet", map[string]any{}},
		{"subscription-scope", map[string]any{"format": "arm"}},
	} {
		tt.arguments["intent"] = readFile(t, filepath.Join(goldenDir, tt.golden, "intent.yaml"))
		var got found
		if failed := callTool(t, session, "gen", tt.arguments, &got); failed || len(got.Files) < 2 {
			t.Errorf("%s: %d files, %+v", tt.golden, len(got.Files), got.Error)
		}
		for _, f := range got.Files {
			want, err := os.ReadFile(filepath.Join(goldenDir, tt.golden, filepath.FromSlash(f.Path)))
			if os.IsNotExist(err) && f.Path == paramsJSON {
				continue // most cases hold none
			}
			if err != nil || string(want) != f.Content {
				t.Errorf("%s: %s is another (%v)", tt.golden, f.Path, err)
			}
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("the server left %v, %v", entries, err)
	}
}

// TestMCPAnswers shows what each tool answers.
func TestMCPAnswers(t *testing.T) {
	minimal := readFile(t, filepath.Join(goldenDir, "minimal", "intent.yaml"))
	wrong := strings.Replace(minimal, "location: eastus2", "location: narnia", 1)
	yes, no := true, false
	session := startMCP(t, t.TempDir())
	schemas := answerSchemas(t, session)
	for _, tt := range []struct {
		name, tool string
		arguments  map[string]any
		code       string // of the error
		ok         *bool
		among      string // code of one of the diagnostics
		check      func(found) bool
	}{
		{name: "valid", tool: "validate", arguments: map[string]any{"intent": minimal}, ok: &yes, among: "AML402"},
		{name: "invalid", tool: "validate", arguments: map[string]any{"intent": wrong}, ok: &no, among: "AML101",
			check: func(f found) bool {
				return f.Diagnostics[0].Span.File == "intent.yaml" && f.Diagnostics[0].Span.Start.Line == 3 && f.Summary.Errors == 1
			}},
		{name: "nothing to generate", tool: "gen", arguments: map[string]any{"intent": wrong}, code: mcp.CodeIntent, among: "AML101",
			check: func(f found) bool { return len(f.Files) == 0 && f.Error.Message == "the intent has 1 error" }},
		{name: "nothing to plan", tool: "plan", arguments: map[string]any{"intent": wrong}, code: mcp.CodeIntent, among: "AML101"},
		{name: "nothing to audit", tool: "audit", arguments: map[string]any{"intent": wrong}, code: mcp.CodeIntent, ok: &no, among: "AML101"},
		{name: "audit", tool: "audit", arguments: map[string]any{"intent": minimal}, ok: &yes,
			check: func(f found) bool { return f.Summary.Infos > 0 }},
		{name: "plan", tool: "plan", arguments: map[string]any{"intent": minimal},
			check: func(f found) bool { return bytes.Contains(f.Plan, []byte(`"snet-fraud-cluster"`)) }, among: "AML402"},
		{name: "explain", tool: "explain", arguments: map[string]any{"code": "aml230"},
			check: func(f found) bool { return len(f.Rules) == 1 && f.Rules[0].Code == "AML230" && f.Rules[0].Why != "" }},
		{name: "explain all", tool: "explain", check: func(f found) bool { return len(f.Rules) == len(rules()) }},
		{name: "schema", tool: "schema", check: func(f found) bool {
			return strings.Contains(f.Example, "\nname: fraud #") && bytes.Contains(f.Schema, []byte(`"authorizedIpRanges"`))
		}},
		{name: "no such code", tool: "explain", arguments: map[string]any{"code": "AML999"}, code: mcp.CodeArguments},
		{name: "a misspelt argument", tool: "gen", arguments: map[string]any{"intnt": minimal}, code: mcp.CodeArguments},
		{name: "an argument of another type", tool: "validate", arguments: map[string]any{"intent": 1}, code: mcp.CodeArguments, ok: &no,
			check: func(f found) bool {
				return f.Error.Message == "the arguments do not fit: intent: found number, wanted a string"
			}},
		{name: "a word for a boolean", tool: "gen", arguments: map[string]any{"intent": minimal, "azd": "yes"}, code: mcp.CodeArguments},
		{name: "no arguments to explain", tool: "explain", arguments: map[string]any{"codes": "AML230"}, code: mcp.CodeArguments},
		{name: "no intent", tool: "audit", code: mcp.CodeArguments, ok: &no},
		{name: "two intents", tool: "plan", arguments: map[string]any{"intent": minimal, "file": "a.yaml"}, code: mcp.CodeArguments},
		{name: "no such format", tool: "gen", arguments: map[string]any{"intent": minimal, "format": "terraform"}, code: mcp.CodeArguments},
		{name: "a format that azd does not read", tool: "gen", arguments: map[string]any{"intent": minimal, "format": "arm", "azd": true}, code: mcp.CodeArguments},
		{name: "too large", tool: "validate", arguments: map[string]any{"intent": strings.Repeat("#", intent.MaxSize+1)}, code: mcp.CodeArguments, ok: &no},
		{name: "a bomb", tool: "validate", arguments: map[string]any{"intent": strings.Repeat("a: &a [*a, *a]\n", 1000)}, ok: &no,
			check: func(f found) bool {
				return strings.HasPrefix(f.Diagnostics[0].Notes[0], "first written at intent.yaml:")
			}, among: "AML011"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got found
			var answer any
			failed := callTool(t, session, tt.tool, tt.arguments, &answer)
			if err := schemas[tt.tool].Validate(answer); err != nil {
				t.Errorf("the answer is not as the tool says: %v", err)
			}
			text, err := json.Marshal(answer)
			if err == nil {
				err = json.Unmarshal(text, &got)
			}
			if err != nil {
				t.Fatal(err)
			}
			if code := errorCode(got.Error); code != tt.code || failed != (code != "") {
				t.Errorf("error: got %+v, %t, want %q", got.Error, failed, tt.code)
			}
			if (got.OK == nil) != (tt.ok == nil) || tt.ok != nil && *got.OK != *tt.ok {
				t.Errorf("ok: got %v, want %v", got.OK, tt.ok)
			}
			if tt.among != "" && !slices.Contains(codesIn(got), tt.among) {
				t.Errorf("diagnostics: got %v, want %s among them", codesIn(got), tt.among)
			}
			if tt.check != nil && !tt.check(got) {
				t.Errorf("got %.1000v", got)
			}
		})
	}
}

// answerSchemas are the schemas that the tools give for their answers.
func answerSchemas(t *testing.T, session *sdk.ClientSession) map[string]*jsonschema.Resolved {
	t.Helper()
	list, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*jsonschema.Resolved{}
	for _, tool := range list.Tools {
		var s jsonschema.Schema
		text, err := json.Marshal(tool.OutputSchema)
		if err == nil {
			err = json.Unmarshal(text, &s)
		}
		if err == nil {
			all[tool.Name], err = s.Resolve(nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"null"`) {
			t.Errorf("%s: an answer may hold null: %s", tool.Name, text)
		}
	}
	return all
}

func codesIn(f found) []string {
	var codes []string
	for _, d := range f.Diagnostics {
		codes = append(codes, d.Code)
	}
	return codes
}

func errorCode(e *mcp.Error) string {
	if e == nil {
		return ""
	}
	return e.Code
}

// TestMCPFiles: a call reads intents beneath the working directory, and nothing
// else that it may name.
func TestMCPFiles(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	minimal := readFile(t, filepath.Join(goldenDir, "minimal", "intent.yaml"))
	for name, text := range map[string]string{
		filepath.Join(outside, "secret.yaml"):       minimal,
		filepath.Join(dir, "intent.yaml"):           minimal,
		filepath.Join(dir, ".env"):                  "KEY=secret",
		filepath.Join(dir, "large.yaml"):            strings.Repeat("#", intent.MaxSize+1),
		filepath.Join(dir, "environments", "a.yml"): minimal,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "dir.yaml"), 0o755); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ file, code, message string }{
		{"intent.yaml", "", ""},
		{"environments/a.yml", "", ""},
		{"./environments/../intent.yaml", "", ""},
		{"gone.yaml", mcp.CodeFile, "it does not exist"},
		{"dir.yaml", mcp.CodeFile, "it is not a regular file"},
		{".env", mcp.CodeFile, "it is no .yaml or .yml"},
		{"../" + filepath.Base(outside) + "/secret.yaml", mcp.CodeFile, "it is outside of the working directory"},
		{filepath.Join(outside, "secret.yaml"), mcp.CodeFile, "it is outside of the working directory"},
		{"/dev/zero.yaml", mcp.CodeFile, "it is outside of the working directory"},
		{"a\x00.yaml", mcp.CodeFile, ""},
		{"\x1b[2J\u202e.yaml", mcp.CodeFile, "it does not exist"},
		{strings.Repeat("x", 5000) + ".yaml", mcp.CodeFile, ""},
		{"large.yaml", mcp.CodeArguments, "the intent has more than 1048576 bytes"},
	}
	if runtime.GOOS != "windows" {
		for _, link := range [][2]string{{outside, "way"}, {filepath.Join(outside, "secret.yaml"), "link.yaml"}} {
			if err := os.Symlink(link[0], filepath.Join(dir, link[1])); err != nil {
				t.Fatal(err)
			}
		}
		cases = append(cases, []struct{ file, code, message string }{
			{"way/secret.yaml", mcp.CodeFile, "path escapes from parent"},
			{"link.yaml", mcp.CodeFile, "path escapes from parent"},
		}...)
	}
	session := startMCP(t, dir)
	for _, tt := range cases {
		var got found
		callTool(t, session, "plan", map[string]any{"file": tt.file}, &got)
		if errorCode(got.Error) != tt.code || tt.code != "" && !strings.Contains(got.Error.Message, tt.message) {
			t.Errorf("%q: got %+v, want %s, %s", tt.file, got.Error, tt.code, tt.message)
		}
		if tt.code == "" && got.Diagnostics[0].Span.File != tt.file {
			t.Errorf("%q: a diagnostic is in %q", tt.file, got.Diagnostics[0].Span.File)
		}
	}
}

// TestMCPConcurrent: calls side by side do not touch each other, and one that is
// called off takes none with it.
func TestMCPConcurrent(t *testing.T) {
	session := startMCP(t, t.TempDir())
	cases := []string{"minimal", "existing-vnet", "managed-online-endpoint", "refused-pools"}
	off, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for i := range 24 {
		name := cases[i%len(cases)]
		arguments := map[string]any{"intent": readFile(t, filepath.Join(goldenDir, name, "intent.yaml")), "format": "arm"}
		wg.Go(func() {
			if i%5 == 4 {
				if i == 4 {
					cancel()
				}
				_, _ = session.CallTool(off, &sdk.CallToolParams{Name: "gen", Arguments: arguments})
				return
			}
			var got found
			if failed := callTool(t, session, "gen", arguments, &got); failed != strings.HasPrefix(name, "refused") {
				t.Errorf("%s: %+v", name, got.Error)
			} else if !failed && got.Files[0].Content != readFile(t, filepath.Join(goldenDir, name, templateFile)) {
				t.Errorf("%s: another template", name)
			}
		})
	}
	wg.Wait()
	cancel()
	if err := session.Ping(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// TestMCPMessageSize: a message larger than an intent may be, with all that JSON
// escapes in it, ends the session.
func TestMCPMessageSize(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "amlsec", "mcp", "start")
	cmd.Stdin = strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("x", maxMessage) + `"}` + "\n")
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != exitFailure {
		t.Errorf("got %v", err)
	}
	if out.Len() > 0 || !strings.HasPrefix(errs.String(), "error: serve the model context protocol: ") {
		t.Errorf("got %q, %q", out.String(), errs.String())
	}
}
