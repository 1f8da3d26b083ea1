package armsim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// deploymentVersions are the API versions of deployments that clients use.
func deploymentVersions() []string {
	return []string{"2025-04-01", "2025-03-01", "2024-11-01", "2024-07-01", "2024-03-01", "2023-07-01", "2022-09-01", "2021-04-01", "2020-10-01"}
}

// deploymentRoutes are the requests to deployments.
func (s *Server) deploymentRoutes(add adder) {
	v := deploymentVersions()
	add("PUT", deploymentAt, "put", v, s.putDeployment)
	add("GET", deploymentAt, "get", v, s.getDeployment)
	add("HEAD", deploymentAt, "head", v, s.headDeployment)
	add("DELETE", deploymentAt, "delete", v, s.deleteDeployment)
	add("POST", deploymentAt+"/cancel", "cancel", v, s.cancelDeployment)
	add("POST", deploymentAt+"/validate", "validate", v, s.validateDeployment)
	add("POST", deploymentAt+"/whatIf", "whatif", v, s.whatIf)
	add("POST", deploymentAt+"/exportTemplate", "export", v, s.exportDeployment)
	add("GET", deploymentAt+"/operations", "operations", v, s.listOperations)
	add("GET", deploymentAt+"/operations/([^/]+)", "operations", v, s.getOperation)
	add("GET", group+`/deployments/([^/]+)/operations`, "operations", v, s.listOperations)
	add("GET", group+`/deployments/([^/]+)/operations/([^/]+)`, "operations", v, s.getOperation)
	add("GET", scope+`/providers/microsoft\.resources/deployments`, "list", v, s.listDeployments)
	add("GET", deploymentAt+"/operationStatuses/([^/]+)", "status", nil, s.operationStatus)
	add("GET", subscription+"/operationresults/([^/]+)", "result", nil, s.operationResult)
}

// request is the body of a PUT, and of validate and whatIf.
type request struct {
	Location   string `json:"location"`
	Tags       any    `json:"tags"`
	Properties struct {
		Mode            string          `json:"mode"`
		Template        json.RawMessage `json:"template"`
		TemplateLink    json.RawMessage `json:"templateLink"`
		Parameters      json.RawMessage `json:"parameters"`
		ValidationLevel string          `json:"validationLevel"`
	} `json:"properties"`
}

// asked is a request to deploy, to validate or to preview that is sound.
type asked struct {
	request
	id, scope, name, location string
	plan                      *plan
	parameters                []byte
}

const maxRequest = 4 << 20

var deploymentName = regexp.MustCompile(`^[-\w._()]+$`)

// ask reads and checks what a client wants deployed.
func (s *Server) ask(c *call) (*asked, *reply) {
	a := &asked{scope: s.spelled(c.match[1]), name: c.match[2]}
	a.id = a.scope + "/providers/Microsoft.Resources/deployments/" + a.name
	no := func(status int, code, format string, args ...any) (*asked, *reply) {
		r := refuse(status, code, format, args...)
		return nil, &r
	}
	if len(c.body) > maxRequest {
		return no(http.StatusRequestEntityTooLarge, "RequestContentTooLarge", "The request content size exceeds the maximum size of 4 MB.")
	}
	if err := json.Unmarshal(c.body, &a.request); err != nil {
		return no(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid and could not be deserialized: '%s'.", err)
	}
	a.location = a.Location
	wide := groupOf(a.scope) == ""
	switch p := a.Properties; {
	case len(a.name) > 64:
		return no(http.StatusBadRequest, "InvalidDeployment", "The provided deployment name '%s' has a length of '%d' which exceeds the maximum length of '64'.", a.name, len(a.name))
	case !deploymentName.MatchString(a.name) || strings.HasSuffix(a.name, "."):
		return no(http.StatusBadRequest, "InvalidDeploymentName", "The provided deployment name '%s' is invalid. It may contain only letters, digits, '-', '.', '(', ')' and '_'.", a.name)
	case !wide && s.World.groups[strings.ToLower(a.scope)] == nil:
		return no(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", groupOf(a.scope))
	case !strings.EqualFold(p.Mode, "Incremental") && !strings.EqualFold(p.Mode, "Complete"):
		return no(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: the value '%s' of 'mode' is not valid.", p.Mode)
	case wide && a.Location == "":
		return no(http.StatusBadRequest, "LocationRequired", "The location property is required for this deployment.")
	case !wide && a.Location != "":
		return no(http.StatusBadRequest, "InvalidDeployment", "The 'location' property is not allowed for '%s' at resource group scope. Please see https://aka.ms/deploy-to-subscription for usage details.", a.name)
	case p.Template == nil && p.TemplateLink == nil:
		return no(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: one of 'template' and 'templateLink' is required.")
	case p.Template == nil:
		return no(http.StatusBadRequest, "InvalidTemplate", "The simulator does not fetch templates.")
	}
	if e := s.plan(a); e != nil {
		return nil, &reply{status: http.StatusBadRequest, body: object{"error": e}}
	}
	return a, nil
}

// plan evaluates the template of a.
func (s *Server) plan(a *asked) *ErrorBody {
	var schema struct {
		Schema string `json:"$schema"`
	}
	if err := json.Unmarshal(a.Properties.Template, &schema); err != nil {
		return invalidTemplate("%s", err)
	}
	wide := strings.Contains(strings.ToLower(schema.Schema), "subscriptiondeploymenttemplate")
	if wide != (groupOf(a.scope) == "") {
		return invalidTemplate("The template schema '%s' is not supported at the scope '%s'. Please see https://aka.ms/arm-template/#deploy-scope for usage details", schema.Schema, a.scope)
	}
	given := a.Properties.Parameters
	if given == nil {
		given = json.RawMessage("{}")
	}
	a.parameters = encode(object{
		"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": given,
	})
	var err *ErrorBody
	a.plan, err = planned(a.Properties.Template, s.options(a.scope, a.name, a.location, a.parameters))
	return err
}

// spelled is an id with the spelling of what exists.
func (s *Server) spelled(scope string) string {
	if g := s.World.groups[strings.ToLower(scope)]; g != nil {
		return g["id"].(string)
	}
	return "/subscriptions/" + subscriptionOf(scope) + map[bool]string{true: "/resourceGroups/" + groupOf(scope)}[groupOf(scope) != ""]
}

func (s *Server) deploymentID(c *call) string {
	return strings.ToLower(c.match[1] + "/providers/Microsoft.Resources/deployments/" + c.match[2])
}

// putDeployment begins a deployment.
func (s *Server) putDeployment(c *call) reply {
	a, no := s.ask(c)
	if no != nil {
		return *no
	}
	s.foreignFirst(c, a)
	old := s.deployments[strings.ToLower(a.id)]
	switch {
	case old != nil && old.active():
		return reply{status: http.StatusConflict, body: object{"error": deploymentActive(old)}}
	case old != nil && old.location != "" && !strings.EqualFold(old.location, a.location):
		return refuse(http.StatusConflict, "InvalidDeploymentLocation", "Invalid deployment location '%s'. The deployment '%s' already exists in location '%s'.", a.location, a.name, old.location)
	case old == nil && s.kept(a.scope) >= s.opts.HistoryLimit:
		return refuse(http.StatusConflict, "DeploymentQuotaExceeded",
			"Creating the deployment '%s' would exceed the quota of '%d'. The current deployment count is '%d'. Please delete some deployments before creating a new one, or see https://aka.ms/800LimitFix for information on managing deployment limits.",
			a.name, s.opts.HistoryLimit, s.kept(a.scope))
	}
	if e := s.forbidden(a); e != nil {
		return reply{status: http.StatusForbidden, body: object{"error": e}}
	}
	s.register(a.plan)
	d := s.start(a, s.correlation(c, s.uuid()))
	status := http.StatusCreated
	if old != nil {
		status = http.StatusOK
	}
	return reply{status: status, body: d.body(s.now()), header: map[string]string{"Azure-AsyncOperation": s.signed(d.id + "/operationStatuses/" + d.request)}}
}

// start begins what was asked for.
func (s *Server) start(a *asked, correlation string) *deployment {
	d := &deployment{
		id: a.id, name: a.name, scope: a.scope, location: a.location, correlation: correlation, request: s.uuid(), mode: capitalised(strings.ToLower(a.Properties.Mode)),
		tags: a.Tags, template: a.Properties.Template, parameters: a.Properties.Parameters,
		given: a.plan.snap.Parameters, declared: a.plan.snap.Outputs, plan: a.plan,
	}
	s.begin(d, a.plan.roots, s.now())
	return d
}

func deploymentActive(d *deployment) *ErrorBody {
	return &ErrorBody{Code: "DeploymentActive", Message: fmt.Sprintf(
		"Unable to edit or replace deployment '%s': previous deployment from '%s' is still active (expiration time is '%s'). Please see https://aka.ms/arm-deploy for usage details.",
		d.name, d.began.Format("1/2/2006 3:04:05 PM"), d.began.Add(7*24*time.Hour).Format("1/2/2006 3:04:05 PM"))}
}

// kept is how many deployments a scope has.
func (s *Server) kept(scope string) int {
	n := s.World.checks.history[strings.ToLower(scope)]
	for _, d := range s.deployments {
		if strings.EqualFold(d.scope, scope) {
			n++
		}
	}
	return n
}

// signed is an address that carries its own permission, as long as Azure's.
func (s *Server) signed(path string) string {
	signature := plantedSigned + strings.ReplaceAll(s.uuid(), "-", "")
	s.secrets = append(s.secrets, signature)
	query := url.Values{
		"api-version": {"2025-04-01"}, "t": {"639000000000000000"}, "c": {strings.Repeat("MIIHpTCCBo2gAwIBAgITfwTYu0qoRwcN0b", 90)},
		"s": {signature}, "h": {uuidOf(signature)},
	}
	return s.places.arm.url + path + "?" + query.Encode()
}

// foreignFirst lets somebody else's deployment of the name begin, when a fault says so.
func (s *Server) foreignFirst(c *call, a *asked) {
	for _, f := range s.faults {
		if f.Action != ActiveByOther || !f.path.MatchString(c.path) || !f.due() {
			continue
		}
		s.foreign(a, f.Wait)
	}
}

// foreign begins a deployment of somebody else that lasts for a time.
func (s *Server) foreign(a *asked, lasts time.Duration) {
	if old := s.deployments[strings.ToLower(a.id)]; old != nil && old.active() {
		return
	}
	if lasts == 0 {
		lasts = time.Hour
	}
	d := &deployment{
		id: a.id, name: a.name, scope: a.scope, location: a.location, correlation: s.uuid(), request: s.uuid(), mode: "Incremental",
		foreign: true, plan: a.plan, state: running, began: s.now(),
	}
	s.deployments[strings.ToLower(d.id)] = d
	s.history = append(s.history, d)
	s.at(s.now().Add(lasts), func(now time.Time) {
		if d.active() {
			d.state, d.ended, d.outputs = succeeded, now, object{}
		}
	})
}

// StartForeign begins a deployment of somebody else: one of that name runs in a
// scope, the id of a group or of a subscription, for a simulated time; 0 is an hour.
func (s *Server) StartForeign(scope, name string, lasts time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope = s.spelled(scope)
	a := &asked{scope: scope, name: name, id: scope + "/providers/Microsoft.Resources/deployments/" + name}
	if groupOf(scope) == "" {
		a.location = s.opts.Location
	}
	s.foreign(a, lasts)
}
