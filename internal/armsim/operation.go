package armsim

import (
	"net/http"
	"strings"
	"time"
)

// operation is one attempt at a resource of a deployment.
type operation struct {
	id           string
	kind         string // provisioningOperation
	state        string
	began, ended time.Time
	request      string
	status       string
	err          *ErrorBody
	target       object
}

func (o *operation) body(d *deployment, now time.Time) object {
	end := o.ended
	if end.IsZero() {
		end = now
	}
	props := object{
		"provisioningOperation": o.kind, "provisioningState": o.state, "timestamp": stamp(end), "duration": duration(end.Sub(o.began)),
		"trackingId": o.request, "serviceRequestId": o.request,
	}
	if o.status != "" {
		props["statusCode"] = o.status
	}
	if o.err != nil {
		props["statusMessage"] = object{"status": failed, "error": o.err}
	}
	if o.target != nil {
		props["targetResource"] = o.target
	}
	return object{"id": d.id + "/operations/" + o.id, "operationId": o.id, "properties": props}
}

// attempt begins the operation of a step.
func (s *Server) attempt(st *step, now time.Time) *operation {
	o := &operation{id: strings.ToUpper(strings.ReplaceAll(s.uuid(), "-", ""))[:16], kind: "Create", state: running, began: now, request: s.uuid()}
	o.target = object{"id": st.id, "resourceType": st.typ, "resourceName": st.name}
	st.home.operations = append(st.home.operations, o)
	return o
}

func (s *Server) listOperations(c *call) reply {
	d := s.deployments[s.deploymentID(c)]
	if d == nil {
		return deploymentNotFound(c.match[2])
	}
	items := []any{}
	for _, o := range d.operations {
		items = append(items, o.body(d, s.now()))
	}
	if d.state == succeeded {
		items = append(items, object{"id": d.id + "/operations/08585", "operationId": "08585", "properties": object{
			"provisioningOperation": "EvaluateDeploymentOutput", "provisioningState": succeeded, "timestamp": stamp(d.ended), "duration": "PT0.1S",
			"trackingId": d.request, "serviceRequestId": d.request, "statusCode": "OK"}})
	}
	return s.page(c, items)
}

func (s *Server) getOperation(c *call) reply {
	d := s.deployments[s.deploymentID(c)]
	if d == nil {
		return deploymentNotFound(c.match[2])
	}
	for _, o := range d.operations {
		if strings.EqualFold(o.id, c.match[3]) {
			return reply{status: http.StatusOK, body: o.body(d, s.now())}
		}
	}
	return refuse(http.StatusNotFound, "DeploymentOperationNotFound", "The deployment operation '%s' could not be found.", c.match[3])
}
