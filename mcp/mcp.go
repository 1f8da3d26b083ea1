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
Write an intent, call validate until it is valid, read plan for the decisions, and gen for the files. audit checks what would be deployed.
explain tells what a code such as AML230 means. Nothing is written or deployed: the files are in the answer.`

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
		add(s, tool("gen", "Generate Bicep", "Give the Bicep of an intent, its modules and a parameter file, or its ARM template."), do.Generate),
		add(s, tool("validate", "Validate an intent", "Report every error and warning of an intent, each at its line, with what to do."), do.Validate),
		add(s, tool("audit", "Audit an intent", "Check what an intent would deploy against the controls of security."), do.Audit),
		add(s, tool("plan", "Plan an environment", "Show every decision that an intent leads to, with why and the field that asked for it."), do.Plan),
		add(s, tool("explain", "Explain a code", "Explain a code of a diagnostic: what it asks for, why, and how to fix it. Without a code, list all."), do.Explain),
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
