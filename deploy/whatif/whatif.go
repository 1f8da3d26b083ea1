// Package whatif asks Azure Resource Manager what a deployment would change, and
// makes of the answer what a person or a pipeline can decide by: changes by
// resource and property, without the noise, without secrets, and never silent
// about what could not be previewed.
package whatif

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
)

// Azure is what a what-if needs of a connection; both are methods of arm.Client.
type Azure struct {
	Do   func(context.Context, arm.Request) (*arm.Response, error)
	Wait func(context.Context, *arm.Response) (*arm.Response, error)
}

// Deployment is what would be deployed, and where.
type Deployment struct {
	// Scope and Name say which deployment it is.
	Scope arm.Scope
	Name  string
	// Template is the ARM template, Parameters the values of its parameters by
	// name, each as {"value": …}; nil for none.
	Template, Parameters json.RawMessage
	// ValidationLevel is Provider when empty; see the documentation of ARM.
	ValidationLevel string
}

// request is the body of a what-if, as of API version 2025-04-01. The models of
// the SDK hold it as well; their answer decodes numbers as float64, which
// changes large ones, so that both are ours.
type request struct {
	Location   string            `json:"location,omitempty"`
	Properties requestProperties `json:"properties"`
}

type requestProperties struct {
	Mode            string          `json:"mode"`
	Template        json.RawMessage `json:"template"`
	Parameters      json.RawMessage `json:"parameters,omitempty"`
	ValidationLevel string          `json:"validationLevel,omitempty"`
	Settings        settings        `json:"whatIfSettings"`
}

type settings struct {
	ResultFormat string `json:"resultFormat"`
}

// Run asks for the changes of a deployment. Nothing is changed by it. An answer
// that says that it failed is an error, whatever its status.
func Run(ctx context.Context, azure Azure, d Deployment, facts *property.Facts) (*Result, error) {
	body := request{Properties: requestProperties{
		Mode: "Incremental", Template: d.Template, Parameters: d.Parameters,
		ValidationLevel: d.ValidationLevel, Settings: settings{"FullResourcePayloads"},
	}}
	if d.Scope.ResourceGroup == "" {
		body.Location = d.Scope.Location
	}
	resp, err := azure.Do(ctx, arm.Request{
		Method: http.MethodPost, Path: d.Scope.DeploymentPath(d.Name) + "/whatIf", Version: arm.DeploymentsVersion, Body: body,
	})
	if err != nil {
		return nil, fmt.Errorf("what-if of deployment %q: %w", d.Name, err)
	}
	if resp, err = azure.Wait(ctx, resp); err != nil {
		return nil, fmt.Errorf("what-if of deployment %q: %w", d.Name, err)
	}
	result, err := Read(resp.Body, facts)
	if err != nil {
		return nil, fmt.Errorf("what-if of deployment %q: %w", d.Name, err)
	}
	return result, nil
}

// Read makes a result of an answer.
func Read(body []byte, facts *property.Facts) (*Result, error) {
	var w wireResult
	if err := decode(body, &w); err != nil {
		return nil, fmt.Errorf("the answer cannot be read: %w", err)
	}
	if len(w.Error) > 0 && string(w.Error) != "null" || isFailure(w.Status) {
		e := arm.ParseError(body)
		if e.Code == "" && e.Message == "" {
			e.Code = w.Status
		}
		e.Status = http.StatusOK
		return nil, e
	}
	if w.Properties == nil {
		return nil, fmt.Errorf("the answer, of status %q, holds no changes", w.Status)
	}
	return w.Properties.result(facts), nil
}

func isFailure(status string) bool {
	return strings.EqualFold(status, "Failed") || strings.EqualFold(status, "Canceled")
}
