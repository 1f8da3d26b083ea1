package plan

import "slices"

// subnetsInTurn orders the subnets that main.bicep makes: each is a resource of
// its own, since a network written with a list of subnets loses those that
// others have added to it, and a network takes one change of its subnets at a
// time (AnotherOperationInProgress). For the same reason what is put into a
// subnet waits for the last one.
func (b *builder) subnetsInTurn() {
	made := map[string]bool{}
	last := ""
	for i := range b.plan.Network.Subnets {
		s := &b.plan.Network.Subnets[i]
		if s.Existing {
			continue
		}
		if last != "" {
			s.After = append(s.After, last)
		}
		last = s.Symbol
		made[last] = true
	}
	main := newScope("main.bicep", b.plan.Params, b.plan.nodes())
	for _, n := range b.plan.nodes() {
		inSubnet := slices.ContainsFunc(n.refs, func(symbol string) bool { return made[symbol] })
		if inSubnet && !main.reaches(n.resource.Symbol, last) {
			n.resource.After = append(n.resource.After, last)
		}
	}
}
