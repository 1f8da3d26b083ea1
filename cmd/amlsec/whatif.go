package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/deploy/whatif"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

// whatifFlags are the flags of whatif.
type whatifFlags struct {
	target                       targetFlags
	showNoise, details, exitCode bool
	level                        string
}

func (a *app) whatifCommand() *cobra.Command {
	var f whatifFlags
	cmd := &cobra.Command{
		Use:   "whatif INTENT|FILE",
		Short: "What a deployment would change in Azure",
		Long: `Ask Azure what the deployment of an intent, a .bicep file or a template would change,
resource by resource and property by property, what is deleted first. Nothing is changed.

What is no change is folded and counted: properties that only Azure sets, its defaults,
another case or order. Secrets are never shown. Where Azure leaves a part out of its
preview, the command fails with exit code 3.

With --exit-code, 1 says that something would or could change; differences that are folded,
and values that are known at the deployment only, do not count.`,
		Example: `  amlsec whatif intent.yaml -g rg-fraud
  amlsec whatif intent.yaml -g rg-fraud --exit-code -o json`,
		Args:              arguments(1, 1, "an intent or a file"),
		ValidArgsFunction: atMost(1, completeDeployables),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.whatif(cmd.Context(), args[0], f) },
	}
	a.reports(cmd, "text", "json")
	f.target.add(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.showNoise, "show-noise", false, "show what was folded, and why")
	flags.BoolVar(&f.details, "details", false, "show each property of what is created or deleted")
	flags.BoolVar(&f.exitCode, "exit-code", false, "exit with 1 when something would change")
	flags.StringVar(&f.level, "validation-level", "Provider", "how `deep` Azure checks first: Template, Provider or ProviderNoRbac")
	complete(cmd, "validation-level", validationLevels()...)
	return cmd
}

// validationLevels are those of API version 2025-04-01.
func validationLevels() []string { return []string{"Template", "Provider", "ProviderNoRbac"} }

func (a *app) whatif(ctx context.Context, arg string, f whatifFlags) error {
	format, err := a.format()
	if err != nil {
		return err
	}
	level, err := oneOf("--validation-level", f.level, validationLevels())
	if err != nil {
		return err
	}
	t, err := a.target(ctx, arg, f.target)
	if err != nil {
		return err
	}
	if err := a.settle(ctx, t); err != nil {
		return err
	}
	result, err := whatif.Run(ctx, whatif.Azure{Do: t.client.Do, Wait: t.client.Wait}, t.whatif(level), t.facts())
	if err != nil {
		return t.azure(err, "cannot preview %q", t.deployable.name)
	}
	if format == "json" {
		err = diag.WriteJSON(a.out, whatif.NewReport(result, t.askedBy()))
	} else {
		err = a.write(whatif.Text(result, whatif.TextOptions{
			Color: a.color(a.out), ShowNoise: f.showNoise, Details: f.details, Place: t.askedBy(),
		}))
	}
	if err != nil {
		return err
	}
	return previewed(result, f.exitCode)
}

// whatif is the deployment of t for a preview.
func (t *target) whatif(level string) whatif.Deployment {
	return whatif.Deployment{Scope: t.scope, Name: t.name, Template: t.template, Parameters: t.parameters, ValidationLevel: level}
}

// facts are what is known of the properties of resources. They hide the values
// that were given for secure parameters.
func (t *target) facts() *property.Facts {
	return property.New(bicep.Schemas()).Hiding(arm.SecretsOf(t.snap, t.template, t.parameters))
}

// azure words an error of Azure, without the values of secure parameters.
func (t *target) azure(err error, format string, args ...any) error {
	err = azure(err, format, args...)
	var e *exit
	if !errors.As(err, &e) {
		return err
	}
	hide := t.hide()
	hidden := &exit{code: e.code, msg: hide(e.msg), hint: hide(e.hint), cause: e.cause}
	if e.cause != nil && hide(e.cause.Error()) != e.cause.Error() {
		hidden.cause = errors.New(hide(e.cause.Error()))
	}
	return hidden
}

// hide takes the values of secure parameters out of a text.
func (t *target) hide() func(string) string {
	if t.snap == nil {
		return func(s string) string { return s } // no parameters were given
	}
	return arm.SecretsOf(t.snap, t.template, t.parameters).Hide
}

// previewed is the outcome of a preview. One that is not complete has failed:
// what is not in it could be anything.
func previewed(result *whatif.Result, exitCode bool) error {
	if left := result.Incomplete(); len(left) > 0 {
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("the preview is not complete: Azure left out a part of it (%s)", left[0].Code),
			hint: "see the remarks of Azure; do not take what is not shown for unchanged",
		}
	}
	switch left := result.Unsupported(); {
	case !exitCode:
		return nil
	case result.Changed():
		return &exit{code: exitFindings}
	case len(left) > 0:
		return &exit{
			code: exitFailure,
			msg:  fmt.Sprintf("Azure cannot preview %s, so that no change cannot be told from a change", plural(len(left), "resource")),
			hint: "without --exit-code the rest of the preview stands for itself",
		}
	}
	return nil
}

// askedBy finds what asked for a resource, by its id: the place in the intent
// and the field, or the field alone where its default did.
func (t *target) askedBy() func(id string) string {
	paths := map[string]string{}
	for _, r := range t.snap.Resources {
		if key := strings.ToLower(r.ID); !r.Existing && paths[key] == "" {
			paths[key] = r.Origin.Path
		}
	}
	origins := map[string]plan.Origin{}
	if t.plan != nil {
		origins = t.plan.Origins()
	}
	return func(id string) string {
		path, ok := paths[strings.ToLower(id)]
		o, planned := originOf(origins, path)
		switch {
		case !ok || t.place == nil || planned && o.From == "":
			return ""
		case planned && !o.Span.IsValid():
			return "[" + o.From + "], by default"
		case planned:
			return o.Span.String() + " [" + o.From + "]"
		}
		return t.place(path).String()
	}
}

// oneOf is the value of a flag that takes words of a fixed set, in their own case.
func oneOf(flag, value string, words []string) (string, error) {
	for _, w := range words {
		if strings.EqualFold(w, value) {
			return w, nil
		}
	}
	return "", usage("the values are "+strings.Join(words, ", "), "%s %q: there is no such value", flag, value)
}
