package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/mcp"
)

// maxMessage is the size of the largest message of the protocol: an intent as
// large as may be, and as much again and more for what JSON escapes in it.
const maxMessage = 8 * intent.MaxSize

func (a *app) mcpCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Serve assistants over the Model Context Protocol",
		Args:  cobra.ArbitraryArgs,
		RunE:  a.runGroup,
	}
	start := &cobra.Command{
		Use:   "start",
		Short: "Answer calls on standard input until it ends",
		Long: `Offer gen, validate, audit, plan, explain and schema as tools of the Model
Context Protocol, on standard input and output. azd starts it for its own
assistants; others name it as their server.

Nothing is written to disk and nothing is deployed: files are in the answers.
Calls give the text of an intent, or name a .yaml file in the working directory
or beneath it; others are not read.`,
		Example:           "  amlsec mcp start",
		Args:              arguments(0, 0, ""),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.serveMCP(cmd.Context()) },
	}
	a.reports(start, "text")
	cmd.AddCommand(start)
	return cmd
}

func (a *app) serveMCP(ctx context.Context) error {
	root, err := os.OpenRoot(".")
	if err != nil {
		return failed(err, "cannot open the working directory")
	}
	defer root.Close()
	t := &tools{a, root}
	err = mcp.Serve(ctx, mcp.Options{Version: readVersion().Version, In: a.in, Out: a.out, MaxMessage: maxMessage}, mcp.Functions{
		Generate: t.generate, Validate: t.validate, Audit: t.audit, Plan: t.plan, Explain: t.explain, Schema: t.schema,
	})
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
