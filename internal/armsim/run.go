package armsim

import (
	"cmp"
	"strings"
	"time"
)

// begin starts a run; s.mu is held.
func (s *Server) begin(d *deployment, steps []*step, now time.Time) {
	d.state, d.began, d.steps = accepted, now, steps
	for _, st := range steps {
		st.home = d
	}
	s.deployments[strings.ToLower(d.id)] = d
	s.history = append(s.history, d)
	s.at(now.Add(time.Second), func(now time.Time) {
		if d.state == accepted {
			d.state = running
			s.pump(d, now)
		}
	})
}

// pump starts what can start, and ends the deployment when nothing is left.
func (s *Server) pump(d *deployment, now time.Time) {
	if d.state != running {
		return
	}
	busy := false
	for again := true; again; {
		again = false
		for _, st := range d.steps {
			if st.waiting() && st.ready() && d.state == running {
				s.try(st, now)
				again = again || st.state == succeeded // it was left out: what needs it is ready
			}
			busy = busy || st.state == running
		}
	}
	if !busy && d.state == running {
		s.finish(d, now)
	}
}

func (st *step) ready() bool {
	for _, need := range st.needs {
		if !need.existing && need.state != succeeded {
			return false
		}
	}
	return true
}

// try starts a step.
func (s *Server) try(st *step, now time.Time) {
	r := s.resolver(st.home, st)
	if st.condition != nil {
		v, err := r.value(st.condition)
		if err != nil {
			st.op = s.attempt(st, now)
			s.fail(st, now, asError(err))
			return
		}
		if v != true {
			st.state = succeeded
			return
		}
	}
	st.state, st.op = running, s.attempt(st, now)
	if st.nested != nil {
		s.nest(st, now)
		return
	}
	e := s.fate(st)
	if e == nil {
		e = s.prepare(st, r)
	}
	if e != nil {
		e.Target = cmp.Or(e.Target, st.id)
		s.at(now.Add(failsAfter), func(now time.Time) { s.fail(st, now, *e); s.pump(st.home, now) })
		return
	}
	s.World.busy[strings.ToLower(st.id)] = st
	s.at(now.Add(typical(st.typ)), func(now time.Time) { s.succeed(st, now) })
}

// nest starts a nested deployment.
func (s *Server) nest(st *step, now time.Time) {
	if other := s.deployments[strings.ToLower(st.id)]; other != nil && other.active() {
		s.fail(st, now, *deploymentActive(other))
		return
	}
	if g := groupOf(st.id); g != "" && s.World.groups[strings.ToLower(groupID(st.id))] == nil {
		s.fail(st, now, ErrorBody{Code: "ResourceGroupNotFound", Message: "Resource group '" + g + "' could not be found."})
		return
	}
	scope, _, _ := lastProvider(st.id)
	d := &deployment{
		id: st.id, name: st.name, scope: scope, correlation: st.home.correlation, request: s.uuid(), parent: st, mode: "Incremental",
		foreign: st.home.foreign, given: st.nested.Parameters, declared: st.nested.Outputs, plan: st.home.plan,
	}
	if groupOf(st.id) == "" {
		d.location = st.home.location
	}
	st.inner = d
	s.begin(d, st.children, now)
}

// fail ends a step.
func (s *Server) fail(st *step, now time.Time, e ErrorBody) {
	delete(s.World.busy, strings.ToLower(st.id))
	st.state, st.op.state, st.op.ended = failed, failed, now
	st.op.err, st.op.status = &e, statusOf(e.Code)
}

// statusOf is the status code of an operation that failed.
func statusOf(code string) string {
	switch code {
	case "ResourceNotFound", "ParentResourceNotFound", "ResourceGroupNotFound", "NotFound":
		return "NotFound"
	case "AnotherOperationInProgress", "RetryableErrorDueToAnotherOperation":
		return "429"
	case "RequestDisallowedByPolicy", "AuthorizationFailed", "LinkedAuthorizationFailed":
		return "Forbidden"
	case "Conflict", "DeploymentActive", "DeploymentFailed", "ResourceDeploymentFailure", "RoleAssignmentExists":
		return "Conflict"
	}
	return "BadRequest"
}

// succeed ends a step: from now on its resource exists.
func (s *Server) succeed(st *step, now time.Time) {
	key := strings.ToLower(st.id)
	delete(s.World.busy, key)
	st.state, st.op.state, st.op.ended, st.op.status = succeeded, succeeded, now, "OK"
	if s.World.find(st.id) == nil {
		st.op.status = "Created"
	}
	old := s.World.resources[key]
	s.World.keep(st.id, st.api, st.kept)
	if r := s.World.resources[key]; r != nil && old == nil {
		r.by = st.home.plan
	}
	s.canceledByOther(st.home, now)
	s.pump(st.home, now)
}

// finish ends a deployment that has nothing left to do.
func (s *Server) finish(d *deployment, now time.Time) {
	d.ended = now
	if e := d.failure(); e != nil {
		d.state, d.err = failed, s.retold(d, e)
	} else if out, e := s.evaluateOutputs(d); e != nil {
		d.state, d.err = failed, e
	} else {
		d.state, d.outputs = succeeded, out
		s.complete(d)
	}
	s.told(d, now)
}

// complete removes what a complete deployment leaves out of its group.
func (s *Server) complete(d *deployment) {
	if !strings.EqualFold(d.mode, "Complete") || groupOf(d.scope) == "" {
		return
	}
	for _, id := range s.World.others(d.plan, d.scope) {
		s.World.remove(id)
	}
}

// told lets the deployment around d know that it has ended.
func (s *Server) told(d *deployment, now time.Time) {
	st := d.parent
	if st == nil {
		return
	}
	if d.state == succeeded {
		st.state, st.op.state, st.op.ended, st.op.status = succeeded, succeeded, now, "OK"
	} else {
		s.fail(st, now, s.seenFromOutside(d))
	}
	s.pump(st.home, now)
}

// cancel ends a deployment at once. What it has begun goes on, nested
// deployments too.
func (s *Server) cancel(d *deployment, now time.Time) {
	d.state, d.ended = canceled, now
	s.told(d, now)
}

// evaluateOutputs are the outputs as Azure Resource Manager answers them.
func (s *Server) evaluateOutputs(d *deployment) (object, *ErrorBody) {
	out, r := object{}, s.resolver(d, nil)
	for _, o := range d.declared {
		if o.Secure {
			continue
		}
		if o.Conditional != nil {
			if v, err := r.value(o.Conditional); err == nil && v != true {
				continue
			}
		}
		v, err := r.value(o.Value)
		if err != nil {
			return nil, &ErrorBody{
				Code: "DeploymentOutputEvaluationFailed", Message: "Unable to evaluate template outputs: '" + o.Name + "'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.",
				Details: []ErrorBody{{Code: "DeploymentOutputEvaluationFailed", Target: o.Name, Message: "The template output '" + o.Name + "' is not valid: " + asError(err).Message}},
			}
		}
		if _, secret := v.(hidden); !secret {
			out[camel(o.Name)] = object{"type": armType(o.Type), "value": v}
		}
	}
	return out, nil
}
