// Package failure finds out of what Azure Resource Manager answers why a
// deployment failed: the causes at the leaves of the errors, with the policy that
// denied, and what to do about it.
package failure

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

// Failed is an error, and what it was met on.
type Failed struct {
	// Resource is the id of a resource; empty for the deployment as a whole.
	Resource string
	// RequestID is that of the request to the provider; may be empty.
	RequestID string
	// Err is the error.
	Err *arm.Error
}

// Cause is one reason for a failure.
type Cause struct {
	// Code and Message are the provider's; one may be empty.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Target is what the error names, and Resource the id of the resource that
	// could not be created; either may be empty.
	Target   string `json:"target,omitempty"`
	Resource string `json:"resource,omitempty"`
	// Policies are those that denied the resource.
	Policies []Policy `json:"policies,omitempty"`
	// RequestID is that of the request to the provider, for support.
	RequestID string `json:"requestId,omitempty"`
	// Advice is what to do, and Source where that is written; empty when nothing is known.
	Advice string `json:"advice,omitempty"`
	Source string `json:"source,omitempty"`
	// Transient is why to try again may help; empty when it does not.
	Transient string `json:"transient,omitempty"`
}

// Policy is an Azure Policy that denied a resource.
type Policy struct {
	// Assignment and Definition are their names as people know them.
	Assignment string `json:"assignment"`
	Definition string `json:"definition"`
	// AssignmentID is the id of the assignment; Set the initiative; both may be empty.
	AssignmentID string `json:"assignmentId,omitempty"`
	Set          string `json:"set,omitempty"`
	// Fields are the properties that it looked at, with what it found.
	Fields []string `json:"fields,omitempty"`
}

// Causes are the reasons in a list of errors: each once, those at the leaves
// first, in the order in which they were found. What only says that something
// else failed is dropped where the something else is known.
func Causes(list []Failed) []Cause {
	var c collector
	for _, f := range list {
		if f.Err != nil {
			c.walk(*f.Err, f, nil)
		}
	}
	specific := slices.DeleteFunc(slices.Clone(c.found), func(one Cause) bool { return generic(one.Code, one.Message) })
	if len(specific) > 0 {
		return specific
	}
	return c.found
}

// collector gathers causes.
type collector struct {
	found []Cause
	seen  map[string]int
}

// walk adds the leaves below an error, and the error itself where it says more
// than that something failed.
func (c *collector) walk(e arm.Error, of Failed, policies []Policy) {
	policies = slices.Concat(policies, policiesOf(e.Info))
	target := e.Target
	for _, d := range e.Details {
		if d.Target == "" {
			d.Target = target
		}
		c.walk(d, of, policies)
	}
	if len(e.Details) > 0 && (generic(e.Code, e.Message) || wrapper(e.Code) || e.Message == "") {
		return
	}
	c.add(Cause{Code: e.Code, Message: e.Message, Target: e.Target, Resource: of.Resource, Policies: policies, RequestID: of.RequestID})
}

// add adds a cause, once. The same error is told by the resource, by the
// deployment around it, and by the one around that.
func (c *collector) add(one Cause) {
	if c.seen == nil {
		c.seen = map[string]int{}
	}
	key := strings.ToLower(one.Code + "\x00" + one.Message)
	if i, ok := c.seen[key]; ok && c.same(c.found[i], one) {
		if c.found[i].Resource == "" {
			c.found[i].Resource, c.found[i].RequestID = one.Resource, one.RequestID
		}
		if len(c.found[i].Policies) == 0 {
			c.found[i].Policies = one.Policies
		}
		return
	}
	advice := Advise(one.Code, one.Message)
	one.Advice, one.Source = advice.Do, advice.Source
	one.Transient = Transient(one.Code, one.Message)
	c.seen[key] = len(c.found)
	c.found = append(c.found, one)
}

// same reports whether two causes with one text are one: not when each was met
// on a resource of its own.
func (c *collector) same(a, b Cause) bool {
	return a.Resource == "" || b.Resource == "" || strings.EqualFold(a.Resource, b.Resource)
}

// generic reports whether an error says only that something failed.
func generic(code, message string) bool {
	switch strings.ToLower(code) {
	case "deploymentfailed", "nesteddeploymentfailed", "invalidtemplatedeployment":
		return true
	case "deploymentcanceled", "deploymentcancelled":
		return true
	case "resourcedeploymentfailure":
		return strings.Contains(message, "terminal provisioning state")
	}
	return false
}

// Canceled reports whether a code says only that something was canceled.
func Canceled(code string) bool {
	return listed("DeploymentCanceled DeploymentCancelled OperationCanceled Canceled", code)
}

// wrapper reports whether a code says no more than the details below it. Alone
// it may be all there is.
func wrapper(code string) bool {
	switch strings.ToLower(code) {
	case "", "resourcedeploymentfailure", "conflict", "badrequest", "preflightvalidationcheckfailed", "multipleerrorsoccurred", "forbidden":
		return true
	}
	return false
}

// violation is the additionalInfo of a policy, by Azure Policy's documentation.
type violation struct {
	PolicyDefinitionDisplayName, PolicyDefinitionName, PolicyDefinitionID string
	PolicySetDefinitionDisplayName, PolicySetDefinitionName               string
	PolicyAssignmentDisplayName, PolicyAssignmentName, PolicyAssignmentID string
	EvaluationDetails                                                     struct {
		EvaluatedExpressions []struct {
			Path, Expression, Operator   string
			ExpressionValue, TargetValue json.RawMessage
		}
	}
}

func policiesOf(list []arm.Info) []Policy {
	var all []Policy
	for _, info := range list {
		var v violation
		if !strings.EqualFold(info.Type, "PolicyViolation") || json.Unmarshal(info.Info, &v) != nil {
			continue
		}
		p := Policy{
			Assignment:   first(v.PolicyAssignmentDisplayName, v.PolicyAssignmentName),
			Definition:   first(v.PolicyDefinitionDisplayName, v.PolicyDefinitionName),
			AssignmentID: v.PolicyAssignmentID,
			Set:          first(v.PolicySetDefinitionDisplayName, v.PolicySetDefinitionName),
		}
		for _, e := range v.EvaluationDetails.EvaluatedExpressions {
			if field := strings.TrimSpace(first(e.Path, e.Expression) + " " + e.Operator + " " + string(e.TargetValue)); len(p.Fields) < 10 {
				p.Fields = append(p.Fields, arm.Scrub(field))
			}
		}
		all = append(all, p)
	}
	return all
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return arm.Scrub(w)
		}
	}
	return ""
}
