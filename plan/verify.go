package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Verify reports what makes a plan contradict itself: a symbol declared twice,
// a reference to nothing, things that wait for each other, private endpoints
// of one subnet or subnets of one network that do not wait for each other,
// security rules of one priority. Build makes no such plan; an error here is a mistake in amlsec,
// never in an intent.
func (p *Plan) Verify() error {
	// A variable is referred to as a parameter is.
	declared := append(p.Params[:len(p.Params):len(p.Params)], Param{Name: symOwnedTags})
	main := newScope("main.bicep", declared, p.nodes())
	main.resolve(outputRefs(p.Outputs))
	errs := []error{main.err(), p.verifyEndpoints(main), main.verifySubnets(p.Network.Subnets), p.verifyRules()}
	for i := range p.Modules {
		m := &p.Modules[i]
		inner := newScope(m.File, m.Params, m.nodes())
		inner.resolve(outputRefs(m.Outputs))
		errs = append(errs, inner.err(), inner.verifySubnets(m.Subnets))
	}
	return errors.Join(errs...)
}

func outputRefs(outs []Output) []string {
	var refs []string
	for _, o := range outs {
		refs = append(refs, symbolsIn(o.Value)...)
	}
	return refs
}

// scope is the symbols of one file.
type scope struct {
	file   string
	params map[string]bool
	nodes  map[string]node
	order  []string
	errs   []error
}

func newScope(file string, params []Param, nodes []node) *scope {
	s := &scope{file: file, params: map[string]bool{}, nodes: map[string]node{}}
	for _, p := range params {
		if s.params[p.Name] {
			s.fail("parameter %q is declared twice", p.Name)
		}
		s.params[p.Name] = true
	}
	for _, n := range nodes {
		s.declare(n)
	}
	for _, symbol := range s.order {
		s.resolve(s.nodes[symbol].uses())
	}
	for _, p := range params {
		if file == "main.bicep" {
			s.resolve(symbolsIn(p.Default))
		}
	}
	s.checkCycles()
	return s
}

// uses are the symbols that must exist for the node.
func (n node) uses() []string { return slices.Concat(n.refs, n.resource.After) }

func (s *scope) fail(format string, args ...any) {
	s.errs = append(s.errs, fmt.Errorf(s.file+": "+format, args...))
}

func (s *scope) err() error { return errors.Join(s.errs...) }

func (s *scope) declare(n node) {
	symbol := n.resource.Symbol
	switch _, twice := s.nodes[symbol]; {
	case symbol == "":
		s.fail("an item without a symbol, named %q", n.resource.Name.Example)
	case twice || s.params[symbol]:
		s.fail("%q is declared twice", symbol)
	default:
		s.nodes[symbol] = n
		s.order = append(s.order, symbol)
	}
}

// resolve checks that every symbol is declared.
func (s *scope) resolve(symbols []string) {
	for _, symbol := range symbols {
		if _, ok := s.nodes[symbol]; !ok && !s.params[symbol] {
			s.fail("nothing has the symbol %q", symbol)
		}
	}
}

// checkCycles follows every dependency, depth first.
func (s *scope) checkCycles() {
	const busy, done = 1, 2
	state := map[string]int{}
	var visit func(symbol string, path []string)
	visit = func(symbol string, path []string) {
		n, ok := s.nodes[symbol]
		switch {
		case !ok || state[symbol] == done:
			return
		case state[symbol] == busy:
			s.fail("things wait for each other: %s", strings.Join(append(path, symbol), " -> "))
			return
		}
		state[symbol] = busy
		for _, next := range n.uses() {
			visit(next, append(path, symbol))
		}
		state[symbol] = done
	}
	for _, symbol := range s.order {
		visit(symbol, nil)
	}
}

// reaches reports whether from waits for to, directly or not.
func (s *scope) reaches(from, to string) bool {
	seen := map[string]bool{}
	var visit func(symbol string) bool
	visit = func(symbol string) bool {
		if symbol == to {
			return true
		}
		if seen[symbol] {
			return false
		}
		seen[symbol] = true
		n, ok := s.nodes[symbol]
		return ok && slices.ContainsFunc(n.uses(), visit)
	}
	return visit(from)
}

// inTurn reports whether one of the two waits for the other, directly or not.
func (s *scope) inTurn(a, b string) bool { return s.reaches(a, b) || s.reaches(b, a) }

// verifySubnets wants the subnets that a file makes one after the other: all
// are of one network.
func (s *scope) verifySubnets(subnets []Subnet) error {
	var errs []error
	for i, x := range subnets {
		for _, y := range subnets[i+1:] {
			if !x.Existing && !y.Existing && !s.inTurn(x.Symbol, y.Symbol) {
				errs = append(errs, fmt.Errorf("%s: subnets %q and %q of one network do not wait for each other", s.file, x.Symbol, y.Symbol))
			}
		}
	}
	return errors.Join(errs...)
}

// verifyEndpoints wants the endpoints of one subnet one after the other.
func (p *Plan) verifyEndpoints(main *scope) error {
	var errs []error
	for i, a := range p.Endpoints {
		for _, b := range p.Endpoints[i+1:] {
			if a.Subnet == b.Subnet && !main.inTurn(a.Symbol, b.Symbol) {
				errs = append(errs, fmt.Errorf("private endpoints %q and %q of one subnet do not wait for each other", a.Symbol, b.Symbol))
			}
		}
	}
	return errors.Join(errs...)
}

// verifyRules wants one rule for each priority and direction.
func (p *Plan) verifyRules() error {
	var errs []error
	for _, g := range p.Network.NSGs {
		taken := map[[2]int]string{}
		for _, r := range g.Rules {
			key := [2]int{r.Priority}
			if r.Inbound {
				key[1] = 1
			}
			if other, ok := taken[key]; ok {
				errs = append(errs, fmt.Errorf("rules %q and %q of %q have the same priority, %d", other, r.Name, g.Symbol, r.Priority))
			}
			taken[key] = r.Name
		}
	}
	return errors.Join(errs...)
}
