package main

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/deploy"
	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// deployFlags are the flags of deploy.
type deployFlags struct {
	targetFlags
	yes, attach, noPreflight, noWhatif bool
	onInterrupt, record, azdEnv        string
	timeout                            time.Duration
	checkScoring                       bool
}

func (a *app) deployCommand() *cobra.Command {
	var f deployFlags
	cmd := &cobra.Command{
		Use:   "deploy [INTENT|FILE]",
		Short: "Deploy to Azure: check, preview, ask, deploy and watch",
		Long: `Deploy an intent, a .bicep file or a template. First comes what "amlsec preflight"
checks, then what "amlsec whatif" shows; after you agree, or with --yes, it is deployed
and watched to its end. What fails is told by its cause, with the line of the intent.

A deployment goes on in Azure whatever becomes of amlsec. After a crash, or from another
machine, --attach continues it: with the intent, or with --subscription, --resource-group
and --name alone. A deployment of the same name that somebody else runs is refused.

Exit codes: 0 deployed, 1 a check failed or you did not agree, 2 wrong usage or intent,
3 the deployment failed, was canceled, or goes on without being watched.`,
		Example: `  amlsec deploy intent.yaml -g rg-fraud
  amlsec deploy intent.yaml -g rg-fraud --yes --azd-env outputs.env -o json
  amlsec deploy --attach --subscription 5eed0000-0000-4000-8000-000000000001 -g rg-fraud --name amlsec-fraud`,
		Args:              arguments(0, 1, "INTENT or FILE"),
		ValidArgsFunction: atMost(1, completeDeployables),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.deploy(cmd.Context(), args, f)
		},
	}
	a.reports(cmd, "text", "json")
	f.add(cmd)
	flags := cmd.Flags()
	flags.BoolVarP(&f.yes, "yes", "y", false, "deploy without asking")
	flags.BoolVar(&f.attach, "attach", false, "continue a deployment that was begun; begin only if there is none")
	flags.StringVar(&f.onInterrupt, "on-interrupt", "ask", "`what` an interrupt does to the deployment: ask, leave or cancel; ask is leave where nobody can be asked")
	flags.DurationVar(&f.timeout, "timeout", 0, "stop watching after this `time`, such as 90m; the deployment goes on")
	flags.StringVar(&f.record, "record", "", "`file` of the record of the run; default: one beneath XDG_STATE_HOME")
	flags.BoolVar(&f.noPreflight, "no-preflight", false, "do not check first")
	flags.BoolVar(&f.noWhatif, "no-whatif", false, "do not preview first")
	flags.StringVar(&f.azdEnv, "azd-env", "", `write the outputs to this `+"`file`"+`, for "azd env set --file"`)
	flags.BoolVar(&f.checkScoring, "check-scoring-rule", false, "check that the callers of the intent are admitted to the scoring address")
	complete(cmd, "on-interrupt", interruptModes()...)
	complete(cmd, "timeout")
	return cmd
}

// interruptModes are the values of --on-interrupt.
func interruptModes() []string { return []string{"ask", "leave", "cancel"} }

// deployment is one run of deploy.
type deployment struct {
	*app
	flags  deployFlags
	target *target
	job    deploy.Job
	json   bool
	// record is what an earlier run left; file where it is, empty for nowhere.
	record *deploy.Record
	file   string
	// maybe says that the deployment may have begun, begun that it has.
	maybe, begun bool
	// watched is the correlation id of the deployment that is watched, once there is one.
	watched string
	// hide takes the values of secure parameters out of what servers say.
	hide func(string) string
	// live is the tree on a terminal; nil elsewhere.
	live *live
	// broken is why standard output could not be written to.
	broken error
}

func (a *app) deploy(ctx context.Context, args []string, f deployFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	if f.onInterrupt, err = oneOf("--on-interrupt", f.onInterrupt, interruptModes()); err != nil {
		return err
	}
	if f.timeout < 0 {
		return usage("name a time such as 90m", "--timeout %s: it is negative", f.timeout)
	}
	d := &deployment{app: a, flags: f, json: format == "json"}
	if d.target, err = d.aim(ctx, args); err != nil {
		return err
	}
	t := d.target
	d.hide = t.hide()
	d.job = deploy.Job{Client: t.client, Scope: t.scope, Name: t.name, Template: t.template, Parameters: t.parameters, Public: t.public()}
	if err := d.readRecord(); err != nil {
		return err
	}
	if d.watched, err = deploy.Continues(ctx, d.job, d.options()); err != nil {
		return d.cannot(ctx, err)
	}
	if d.watched == "" {
		if err := d.prepare(ctx); err != nil {
			return err
		}
	}
	return d.run(ctx)
}

// aim finds the target; without an argument that of a deployment to be watched.
func (d *deployment) aim(ctx context.Context, args []string) (*target, error) {
	if len(args) == 1 {
		return d.app.target(ctx, args[0], d.flags.targetFlags)
	}
	if !d.flags.attach {
		return nil, usage("name an intent, or --attach with --name", "amlsec deploy: INTENT or FILE is missing")
	}
	f := d.flags.targetFlags
	if f.subscription == "" {
		f.subscription = d.getenv("AZURE_SUBSCRIPTION_ID")
	}
	switch {
	case f.name == "":
		return nil, usage("name the deployment with --name, or name its intent", "amlsec deploy --attach: which deployment is not said")
	case !isDeploymentName(f.name):
		return nil, usage("use letters, digits, -, _, ., ( and ), at most 64", "--name %q: this is no name of a deployment", f.name)
	}
	if err := checkSubscription(f.subscription, "--subscription or AZURE_SUBSCRIPTION_ID"); err != nil {
		return nil, err
	}
	if f.resourceGroup != "" {
		if err := checkGroup(f.resourceGroup, "--resource-group"); err != nil {
			return nil, err
		}
	}
	client, err := d.connect(f, snapshot.AzureCloud)
	t := &target{client: client, name: f.name, scope: arm.Scope{SubscriptionID: f.subscription, ResourceGroup: f.resourceGroup}}
	return t, err
}

// options are those of a run.
func (d *deployment) options() deploy.Options {
	return deploy.Options{
		Record: d.record, Attach: d.flags.attach, Watched: d.watched, Timeout: d.flags.timeout, Tell: d.tell, Save: d.save,
	}
}

// run deploys or continues, and ends when the deployment has, or is let go of.
func (d *deployment) run(ctx context.Context) error {
	signal.Ignore(syscall.SIGPIPE) // that nobody reads on is told at the end, and on standard error
	d.patient.Store(true)          // what an interrupt does is asked first
	defer d.patient.Store(false)
	result, err := d.watch(func() (*deploy.Result, error) { return deploy.Run(ctx, d.job, d.options()) })
	if err != nil {
		return d.interrupted(ctx, err)
	}
	return d.end(ctx, result)
}

// watch does what takes long, with a tree of what is being made on a terminal.
func (d *deployment) watch(do func() (*deploy.Result, error)) (*deploy.Result, error) {
	if d.json || !isTerminal(d.out) || d.getenv("TERM") == "dumb" {
		return do()
	}
	d.live = startLive(d.out, func() int { return d.width(d.out) })
	d.notices = func(line string) { d.live.print(line) }
	defer func() {
		d.live.end()
		d.live, d.notices = nil, nil
	}()
	return do()
}

// cannot words an error that kept a deployment from being begun or watched.
func (d *deployment) cannot(ctx context.Context, err error) error {
	var active *deploy.ActiveError
	t := d.target
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return err
	case errors.As(err, &active):
		return &exit{code: exitFailure, msg: active.Error(), hint: fmt.Sprintf(
			"watch it with --attach, wait until it ends, or cancel it in the portal: %s", active.Portal)}
	case arm.HasCode(err, "ResourceGroupNotFound"):
		return &exit{code: exitFailure, msg: fmt.Sprintf("there is no resource group %q in the subscription %s", t.scope.ResourceGroup, t.scope.SubscriptionID),
			hint: "create it first (az group create), or let the deployment do so: deployment: {scope: subscription} in the intent"}
	case d.begun:
		return d.goesOn(t.azure(err, "cannot watch the deployment %q", d.job.Name))
	case d.maybe:
		return d.goesOn(t.azure(err, "it is not known whether the deployment %q has begun", d.job.Name))
	}
	return t.azure(err, "cannot deploy %q", d.job.Name)
}

// goesOn adds to an error how to continue.
func (d *deployment) goesOn(err error) error {
	var e *exit
	if errors.As(err, &e) {
		e.hint = "run the same command with --attach to continue; " + d.elsewhere()
	}
	return err
}

// elsewhere says how to watch the deployment without the record.
func (d *deployment) elsewhere() string {
	where := "--subscription " + d.target.scope.SubscriptionID
	if g := d.target.scope.ResourceGroup; g != "" {
		where += " --resource-group " + g
	}
	if t := d.target; t.plan != nil && snapshot.Cloud(t.plan.Cloud) != snapshot.AzureCloud {
		where = t.deployable.name + " " + where // the intent says which cloud
	}
	return diag.Printable(fmt.Sprintf("elsewhere: amlsec deploy --attach %s --name %s", where, d.job.Name))
}
