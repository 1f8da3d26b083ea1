package armsim

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

func deploymentNotFound(name string) reply {
	return refuse(http.StatusNotFound, "DeploymentNotFound", "Deployment '%s' could not be found.", name)
}

func (s *Server) getDeployment(c *call) reply {
	d := s.deployments[s.deploymentID(c)]
	if d == nil {
		return deploymentNotFound(c.match[2])
	}
	return reply{status: http.StatusOK, body: d.body(s.now())}
}

func (s *Server) headDeployment(c *call) reply {
	if s.deployments[s.deploymentID(c)] == nil {
		return reply{status: http.StatusNotFound}
	}
	return reply{status: http.StatusNoContent}
}

func (s *Server) deleteDeployment(c *call) reply {
	key := s.deploymentID(c)
	switch d := s.deployments[key]; {
	case d == nil:
		return reply{status: http.StatusNoContent}
	case d.active():
		return reply{status: http.StatusConflict, body: object{"error": deploymentActive(d)}}
	}
	delete(s.deployments, key)
	id := s.promise(reply{status: http.StatusNoContent}, 0)
	return reply{status: http.StatusAccepted, header: s.later(c, id)}
}

func (s *Server) listDeployments(c *call) reply {
	items := []any{}
	for _, key := range slices.Sorted(maps.Keys(s.deployments)) {
		if d := s.deployments[key]; strings.EqualFold(d.scope, c.match[1]) {
			items = append(items, d.body(s.now()))
		}
	}
	return s.page(c, items)
}

func (s *Server) exportDeployment(c *call) reply {
	d := s.deployments[s.deploymentID(c)]
	if d == nil {
		return deploymentNotFound(c.match[2])
	}
	return reply{status: http.StatusOK, body: rawBody(`{"template":` + string(d.template) + `}`)}
}

func (s *Server) cancelDeployment(c *call) reply {
	d := s.deployments[s.deploymentID(c)]
	switch {
	case d == nil:
		return deploymentNotFound(c.match[2])
	case !d.active():
		return refuse(http.StatusConflict, "DeploymentCannotBeCancelled", "The deployment '%s' cannot be cancelled because its provisioning state is '%s'.", d.name, d.state)
	}
	s.cancel(d, s.now())
	return reply{status: http.StatusNoContent}
}

// operationStatus is how a run is doing: with its signature, and no token's scope.
func (s *Server) operationStatus(c *call) reply {
	for _, d := range s.history {
		if d.request != c.match[3] {
			continue
		}
		if !strings.HasPrefix(c.query.Get("s"), plantedSigned) {
			return refuse(http.StatusForbidden, "AuthorizationFailed", "The signature of the status address is missing or wrong.")
		}
		body := object{"status": d.state}
		if d.err != nil {
			body["error"] = d.err
		}
		return reply{status: http.StatusOK, body: body}
	}
	return deploymentNotFound(c.match[2])
}

// validateDeployment says whether a deployment could begin.
func (s *Server) validateDeployment(c *call) reply {
	a, no := s.ask(c)
	if no != nil {
		return *no
	}
	if e := s.invalid(a); e != nil {
		return reply{status: http.StatusBadRequest, body: object{"error": e}}
	}
	validated := []any{}
	for _, st := range a.plan.roots {
		if !st.existing {
			validated = append(validated, object{"id": st.id})
		}
	}
	d := &deployment{state: succeeded, steps: a.plan.roots, given: a.plan.snap.Parameters}
	body := object{"id": a.id, "name": a.name, "type": "Microsoft.Resources/deployments", "properties": object{
		"templateHash": uuidOf(string(a.Properties.Template)), "parameters": shownParameters(d.given), "mode": capitalised(strings.ToLower(a.Properties.Mode)),
		"provisioningState": succeeded, "timestamp": stamp(s.now()), "duration": "PT0S", "correlationId": s.correlation(c, s.uuid()),
		"providers": d.providers(), "dependencies": d.dependencies(), "validatedResources": validated, "diagnostics": []any{},
	}}
	if s.World.checks.slowValidation {
		return reply{status: http.StatusAccepted, header: s.later(c, s.promise(reply{status: http.StatusOK, body: body}, 2))}
	}
	return reply{status: http.StatusOK, body: body}
}

// result is what a request that was answered with 202 comes to.
type result struct {
	reply reply
	polls int // before it is there
}

// promise keeps an answer that is there after so many polls, and gives its id.
func (s *Server) promise(r reply, polls int) string {
	id := s.uuid()
	s.results[id] = &result{r, polls}
	return id
}

// later are the headers that say where the answer is going to be.
func (s *Server) later(c *call, id string) map[string]string {
	return map[string]string{"Location": s.signed("/subscriptions/" + subscriptionOf(c.path) + "/operationresults/" + id), "Retry-After": "15"}
}

func (s *Server) operationResult(c *call) reply {
	r := s.results[c.match[2]]
	if r == nil {
		return refuse(http.StatusNotFound, "OperationNotFound", "The operation '%s' could not be found.", c.match[2])
	}
	if r.polls > 0 {
		r.polls--
		return reply{status: http.StatusAccepted, header: s.later(c, c.match[2])}
	}
	return r.reply
}
