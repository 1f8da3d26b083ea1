package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// initFlags are the flags of init.
type initFlags struct {
	answers
	out   string
	force bool
}

// answers are what a first intent says.
type answers struct {
	name, location, cloud, profile string
}

func (a *app) initCommand() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first, commented intent",
		Long: `Write a first intent, with comments on what can be changed. On a terminal it asks
for what the flags do not say; with --no-prompt, and without a terminal, --name
and --location are needed.`,
		Example: `  amlsec init
  amlsec init --name fraud --location eastus2`,
		Args:              arguments(0, 0, ""),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.init(cmd.Context(), f) },
	}
	a.reports(cmd, "text")
	cmd.Flags().StringVar(&f.name, "name", "", "`base` of every resource name: 2 to 10 lower-case letters and digits")
	cmd.Flags().StringVar(&f.location, "location", "", "Azure `region`, such as eastus2")
	cmd.Flags().StringVar(&f.cloud, "cloud", "", "Azure `cloud`: AzureCloud, AzureUSGovernment or AzureChinaCloud")
	cmd.Flags().StringVar(&f.profile, "profile", "", "`profile`: production or dev")
	cmd.Flags().StringVar(&f.out, "out", "intent.yaml", "`file` to write, or \"-\" for standard output")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace a file that exists")
	complete(cmd, "cloud", "AzureCloud", "AzureUSGovernment", "AzureChinaCloud")
	complete(cmd, "name")
	complete(cmd, "location")
	complete(cmd, "profile", "production", "dev")
	return cmd
}

func (a *app) init(ctx context.Context, f initFlags) error {
	if _, err := os.Lstat(f.out); f.out != "-" && err == nil && !f.force {
		return usage("choose another file with --out, or replace it with --force", "%q exists", f.out)
	}
	if err := a.refuseFlags(f.answers); err != nil {
		return err
	}
	if err := a.completeAnswers(ctx, &f.answers); err != nil {
		return err
	}
	text := f.text()
	if diags := checkIntent(f.out, text); diags.HasErrors() {
		opts := a.printOptions(a.err)
		opts.Source = func(string) []byte { return []byte(text) }
		return firstError(cannotReport(diag.Print(a.err, diags, opts)), refused())
	}
	if f.out == "-" {
		return a.write(text)
	}
	if err := writeIntent(f.out, text); err != nil {
		return err
	}
	return a.write(fmt.Sprintf("wrote %s; next: amlsec validate %s, amlsec gen %s --out infra\n", f.out, f.out, f.out))
}

// checkIntent is what is wrong with an intent.
func checkIntent(name, text string) diag.List {
	in, diags := intent.Parse(name, []byte(text))
	if in == nil {
		return diags
	}
	_, more := plan.Build(in)
	return append(diags, more...)
}

// writeIntent writes a file of any name, as an output is written. Whether it
// may be replaced has been asked before.
func writeIntent(path, text string) error {
	dir := filepath.Dir(path)
	d, err := openDisk(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage("make it first", "the directory %q does not exist", dir)
	case err != nil:
		return failed(err, "cannot open the directory %q", dir)
	}
	defer d.close()
	return d.replace([]file{{filepath.Base(path), []byte(text)}})
}

// question asks for one answer.
type question struct {
	flag, text, fallback string
	answer               *string
}

func (ans *answers) questions() []question {
	return []question{
		{"name", "Base of every resource name (2 to 10 lower-case letters and digits)", "", &ans.name},
		{"cloud", "Azure cloud (AzureCloud, AzureUSGovernment or AzureChinaCloud)", "AzureCloud", &ans.cloud},
		{"location", "Azure region, such as eastus2", "", &ans.location},
		{"profile", "Profile (production or dev: sizes and zones, never security)", "production", &ans.profile},
	}
}

// refuseFlags tells what is wrong with the answers that are given as flags.
func (a *app) refuseFlags(ans answers) error {
	var err error
	for _, q := range ans.questions() {
		if *q.answer == "" {
			continue
		}
		if p := ans.problem(q.flag); p.Msg != "" {
			a.say(usage(p.Hint, "--%s: %s", q.flag, strings.TrimPrefix(p.Msg, strconv.Quote(q.flag)+": ")), "")
			err = refused()
		}
	}
	return err
}

// completeAnswers fills in what no flag says: asked for when there is someone to ask,
// else the default; an answer without a default is needed.
func (a *app) completeAnswers(ctx context.Context, ans *answers) error {
	lines := bufio.NewReader(interruptible{ctx, a.in})
	for _, q := range ans.questions() {
		switch {
		case *q.answer != "":
		case a.mayPrompt():
			if err := a.ask(lines, q, ans); err != nil {
				return err
			}
		case q.fallback != "":
			*q.answer = q.fallback
		default:
			return usage("give it as a flag, or run amlsec init on a terminal", "--%s is missing", q.flag)
		}
	}
	return nil
}

// ask asks until the answer is one that an intent can hold.
func (a *app) ask(lines *bufio.Reader, q question, ans *answers) error {
	for {
		prompt := q.text
		if q.fallback != "" {
			prompt += " [" + q.fallback + "]"
		}
		fmt.Fprintf(a.err, "%s: ", prompt)
		line, err := lines.ReadString('\n')
		if err != nil && (!errors.Is(err, io.EOF) || line == "") {
			if errors.Is(err, io.EOF) {
				return usage("give the answers as flags", "the input ended before --%s was answered", q.flag)
			}
			return err
		}
		*q.answer = strings.TrimSpace(line)
		if *q.answer == "" {
			*q.answer = q.fallback
		}
		problem := ans.problem(q.flag)
		if problem.Msg == "" {
			return nil
		}
		fmt.Fprintf(a.err, "  %s\n", diag.Printable(strings.TrimSpace(problem.Msg+"; "+problem.Hint)))
		*q.answer = ""
	}
}

// problem is what is wrong with the answer to one question, by the rules that
// intents have, or nothing; answers that are not given yet are taken as good.
func (ans answers) problem(field string) diag.Diagnostic {
	try := ans
	for _, q := range try.questions() {
		if *q.answer != "" || q.flag == field {
			continue
		}
		*q.answer = q.fallback
		switch {
		case q.flag == "name":
			*q.answer = "any"
		case q.flag == "location":
			*q.answer = homeRegion(try.cloud)
		}
	}
	line := fieldLine(try.text(), field)
	for _, d := range checkIntent("intent.yaml", try.text()) {
		if d.Severity == diag.Error && d.Span.Start.Line == line {
			return d
		}
	}
	return diag.Diagnostic{}
}

// homeRegion is a region of a cloud, to try other answers with.
func homeRegion(cloud string) string {
	switch cloud {
	case "AzureUSGovernment":
		return "usgovvirginia"
	case "AzureChinaCloud":
		return "chinaeast2"
	default:
		return "eastus2"
	}
}

// fieldLine is the number of the line of a field at the top of an intent.
func fieldLine(text, field string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, field+":") {
			return i + 1
		}
	}
	return 0
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
