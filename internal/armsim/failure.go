package armsim

import (
	"time"
)

// failsAfter is how long a resource that fails takes to do so.
const failsAfter = 3 * time.Second

// failure is why a deployment failed, from its operations; nil when it has not.
func (d *deployment) failure() *ErrorBody {
	e := &ErrorBody{
		Code: "DeploymentFailed", Target: d.id,
		Message: "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.",
	}
	for _, st := range d.steps {
		if st.state == failed {
			e.Details = append(e.Details, *st.op.err)
		}
	}
	if e.Details == nil {
		return nil
	}
	return e
}

// retold is e without details when a fault wants that, or with those as text.
func (s *Server) retold(d *deployment, e *ErrorBody) *ErrorBody {
	f := s.teller(d)
	switch {
	case f == nil:
	case f.Hidden:
		e.Details = nil
	case f.Encoded:
		for i, detail := range e.Details {
			e.Details[i] = encoded(detail)
		}
	}
	return e
}

// encoded is e as JSON within the message of another error.
func encoded(e ErrorBody) ErrorBody {
	return ErrorBody{Code: "Conflict", Target: e.Target, Message: string(encode(object{"status": failed, "error": e}))}
}

// teller is the fault that says how the failure of d is told, if there is one.
func (s *Server) teller(d *deployment) *armed {
	for _, f := range s.faults {
		if f.Action != FailResource || !f.Hidden && !f.Encoded {
			continue
		}
		for _, st := range d.steps {
			if st.state == failed && (f.hits[st.id] > 0 || st.inner != nil && s.teller(st.inner) == f) {
				return f
			}
		}
	}
	return nil
}

// seenFromOutside is what the deployment around d says of its failure.
func (s *Server) seenFromOutside(d *deployment) ErrorBody {
	if d.state == canceled {
		return ErrorBody{Code: "DeploymentCanceled", Target: d.id, Message: "The deployment '" + d.name + "' was canceled."}
	}
	e := ErrorBody{
		Code: "ResourceDeploymentFailure", Target: d.id,
		Message: "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.",
	}
	if f := s.teller(d); f == nil || !f.Hidden {
		e.Details = []ErrorBody{*d.err}
	}
	return e
}

// fate is the fault that lets a step fail; nil when none does.
func (s *Server) fate(st *step) *ErrorBody {
	for _, f := range s.faults {
		if f.Action != FailResource || !f.resource.MatchString(st.id) || st.home.foreign {
			continue
		}
		f.hits[st.id]++
		if f.Times < 0 || f.hits[st.id] <= f.Times {
			e := f.Error
			return &e
		}
	}
	return nil
}

// canceledByOther cancels the deployment that d is part of, when a fault says so.
func (s *Server) canceledByOther(d *deployment, now time.Time) {
	for d.parent != nil {
		d = d.parent.home
	}
	for _, f := range s.faults {
		if f.Action == CancelByOther && f.seen == 0 && d.active() && !d.foreign && d.public().Created >= f.After {
			f.seen++
			s.cancel(d, now)
		}
	}
}
