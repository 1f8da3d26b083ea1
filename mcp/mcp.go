// Package mcp serves what amlsec does as tools of the Model Context Protocol,
// for assistants: https://modelcontextprotocol.io. It knows the protocol and
// the form of questions and answers; what the tools do is given to it.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// Functions are what the tools do. An error is an *Error, the context's, or a
// failure of the server; the answer beside it is shown too.
type Functions struct {
	Generate func(context.Context, Generate) (Generated, error)
	Validate func(context.Context, Source) (Judged, error)
	Audit    func(context.Context, Source) (Judged, error)
	Plan     func(context.Context, Source) (Planned, error)
	Explain  func(context.Context, Explain) (Explained, error)
	Schema   func(context.Context, Schema) (Described, error)
}

// Options say how a server is met.
type Options struct {
	// Version is the version of amlsec.
	Version string
	// In and Out are the two ends of the protocol: nothing else may be written
	// to Out.
	In  io.Reader
	Out io.Writer
	// MaxMessage is the size in bytes of the largest message that is read; a
	// larger one ends the session.
	MaxMessage int
}

// instructions tell an assistant what the tools are for.
const instructions = `amlsec turns a short YAML intent into the secure Bicep of a private Azure Machine Learning inference environment.
Write an intent (schema shows its fields), call validate until it is valid, read plan for the decisions, and gen for the files.
audit checks what would be deployed. explain tells what a code such as AML230 means.
Nothing is written or deployed: the files are in the answer.`

// Serve answers calls until In ends, which is no error, or ctx does.
func Serve(ctx context.Context, opts Options, do Functions) error {
	s := &server{
		sdk: mcp.NewServer(
			&mcp.Implementation{Name: "amlsec", Title: "amlsec", Version: opts.Version},
			&mcp.ServerOptions{Instructions: instructions, Capabilities: &mcp.ServerCapabilities{Tools: &mcp.ToolCapabilities{}}},
		),
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	err := errors.Join(
		add(s, tool("gen", "Generate Bicep", "Generate the Bicep of an amlsec intent, or with format arm its ARM template, with modules and a parameter file. The files are in the answer: to use them, write them to disk as they are. An intent with errors gives none."), do.Generate),
		add(s, tool("validate", "Validate an intent", "Check an amlsec intent, the YAML that describes a private Azure Machine Learning inference environment: every error and warning at its line and column, with what to do. Call it after each change."), do.Validate),
		add(s, tool("audit", "Audit an intent", "Check what an amlsec intent would deploy to Azure against the catalogue of security controls. Each finding names the control, the resource, the property, and what to change."), do.Audit),
		add(s, tool("plan", "Plan an environment", "Show what an amlsec intent decides, as tables with reasons: names, addresses, network rules, private endpoints, DNS zones, roles, cluster, and what must be true in Azure before it deploys."), do.Plan),
		add(s, tool("explain", "Explain a code", "Explain a code that validate or audit reports, such as AML230: what it asks for, why, how to fix it, and an example that breaks it. Without a code, list all."), do.Explain),
		add(s, tool("schema", "Show the language of intents", "Show how to write an amlsec intent: a commented example, and the JSON Schema with every field, its values and its default. Call it before writing an intent of more than name and location."), do.Schema),
	)
	if err != nil {
		return err
	}
	transport := &mcp.IOTransport{Reader: io.NopCloser(opts.In), Writer: unclosed{opts.Out}, MaxLineLength: opts.MaxMessage}
	if err := s.sdk.Run(ctx, drained{transport}); err != nil {
		return fmt.Errorf("serve the model context protocol: %w", err)
	}
	return nil
}

// tool describes a tool. None changes anything, and none reaches beyond the
// server.
func tool(name, title, description string) *mcp.Tool {
	closed := false
	return &mcp.Tool{
		Name: name, Title: title, Description: description,
		Annotations: &mcp.ToolAnnotations{Title: title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed},
	}
}

// unclosed is a writer that stays open when the session ends.
type unclosed struct{ io.Writer }

// Close does nothing.
func (unclosed) Close() error { return nil }
