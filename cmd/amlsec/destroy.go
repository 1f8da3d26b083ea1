package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/deploy/destroy"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

// destroyFlags are the flags of destroy.
type destroyFlags struct {
	target       targetFlags
	yes, orphans bool
}

func (a *app) destroyCommand() *cobra.Command {
	var f destroyFlags
	cmd := &cobra.Command{
		Use:   "destroy INTENT",
		Short: "Delete what an environment owns in Azure",
		Long: `List what an environment owns, in the order in which it can go, and after you agree,
delete it. Without a terminal and without --yes it is listed alone.

Only what carries the tag ` + plan.OwnerTag + ` with the name of the environment is deleted, with
what lies in it. What has no tags, such as a subnet in a network that was there before, is
deleted if it is what the intent says. What the intent only refers to, and what belongs to
others, stays, and is told. A resource group goes if the deployment created it and nothing
is left in it. Nothing is purged: the list says what Azure keeps, and for how long.

Give the parameters of the deployment, with --parameters: the names come from them. What
fails is told with exit code 3; run it again to go on.`,
		Example: `  amlsec destroy intent.yaml -g rg-fraud
  amlsec destroy intent.yaml -g rg-fraud --yes -o json`,
		Args:              arguments(1, 1, "an intent"),
		ValidArgsFunction: atMost(1, completeIntents),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.destroy(cmd.Context(), args[0], f) },
	}
	a.reports(cmd, "text", "json")
	f.target.add(cmd)
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "delete without asking")
	cmd.Flags().BoolVar(&f.orphans, "orphans", false, "delete as well what carries the tag and the intent does not ask for")
	return cmd
}

func (a *app) destroy(ctx context.Context, arg string, f destroyFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	f.target.lenient = true
	t, err := a.target(ctx, arg, f.target)
	if err != nil {
		return err
	}
	if t.plan == nil {
		return usage("name the intent that was deployed", "%q is no intent, so that it does not say which environment to delete", t.deployable.name)
	}
	list, err := destroy.Find(ctx, t.destroyer(), destroy.Environment{
		Tag: plan.OwnerTag, Name: t.environment(), Snapshot: t.snap, Groups: t.groups(), Facts: t.facts(), Orphans: f.orphans,
	})
	if err != nil {
		return t.azure(err, "cannot list the environment %q", t.environment())
	}
	r := &destruction{app: a, target: t, list: list, json: format == "json"}
	if err := r.show(); err != nil {
		return err
	}
	if err := r.agree(ctx, f.yes); err != nil {
		return r.end(nil, err)
	}
	out, err := list.Run(ctx, t.destroyer(), r.tell)
	return r.end(out, err)
}

// destroyer is what destroy needs of the connection.
func (t *target) destroyer() destroy.Azure {
	c := t.client
	return destroy.Azure{Get: c.Get, List: c.List, Do: c.Do, Wait: c.Wait, Clock: c.Clock()}
}

// destruction is one run.
type destruction struct {
	*app
	target *target
	list   *destroy.List
	json   bool
}

// text is where people read: standard error when the result is JSON.
func (r *destruction) text() io.Writer {
	if r.json {
		return r.err
	}
	return r.out
}

func (r *destruction) show() error {
	w := r.text()
	text := r.list.Text(destroy.TextOptions{Color: r.color(w)})
	if _, err := io.WriteString(w, text); err != nil {
		return failed(err, "cannot write the list")
	}
	return nil
}

// agree asks whether to delete, unless there is nothing or yes was said. Locks
// are refused first: half an environment helps nobody.
func (r *destruction) agree(ctx context.Context, yes bool) error {
	name := r.target.environment()
	switch n := len(r.list.Items) + len(r.list.Groups); {
	case n == 0:
		return nil
	case len(r.list.Locks) > 0:
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("%s in the way: nothing was deleted", plural(len(r.list.Locks), "lock")),
			hint: "delete the locks if they may go, and run it again",
		}
	case yes:
		return nil
	case !r.mayPrompt():
		return usage("say --yes to delete without being asked", "there is nobody to ask: nothing was deleted")
	}
	fmt.Fprintf(r.err, "\nThis cannot be undone. Type the name of the environment, %s, to delete it: ", diag.Printable(name))
	return typed(interruptible{ctx, r.in}, name)
}

// typed reads a line, which must be the name of the environment.
func typed(in io.Reader, name string) error {
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return failed(err, "cannot read the answer")
	}
	if strings.TrimSpace(line) != name {
		return usage("type it as the intent has it", "that is not %q: nothing was deleted", name)
	}
	return nil
}

// tell writes what has become of an item.
func (r *destruction) tell(e destroy.Event) {
	text := fmt.Sprintf("[%d/%d] deleted %s", e.Number, e.Of, e.Item.Title())
	if e.Err != nil {
		text = fmt.Sprintf("[%d/%d] left %s: %v", e.Number, e.Of, e.Item.Title(), e.Err)
	}
	fmt.Fprintln(r.text(), diag.Printable(r.target.facts().Hide(text)))
}

// end is the outcome of a run; out is nil when nothing was deleted.
func (r *destruction) end(out *destroy.Outcome, err error) error {
	if r.json {
		report := r.list.JSON(r.target.environment(), out)
		for i, item := range report.Items {
			report.Items[i].Why = r.target.facts().Hide(item.Why)
		}
		if err := diag.WriteJSON(r.out, report); err != nil {
			return err
		}
	}
	switch {
	case err != nil:
		return err
	case out != nil && len(out.Left) > 0:
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("%s of the environment %q could not be deleted", plural(len(out.Left), "resource"), r.target.environment()),
			hint: "see why above; run it again to go on",
		}
	case r.list.Unread():
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("not all of the environment %q could be read, so that something may be left", r.target.environment()),
			hint: "see what stays above; reading needs the role Reader on the resource groups",
		}
	}
	return nil
}
