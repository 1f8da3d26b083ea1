package plan

import (
	"strings"

	"github.com/amlsec/amlsec/intent"
)

// useExisting refers to a resource that somebody else owns. What it is set to
// cannot be seen offline, so the reader is told what to look at.
func (b *builder) useExisting(symbol string, id intent.ID, check string) Resource {
	r := Resource{
		Origin: origin(id, "used as it is; its owner keeps it"),
		Symbol: symbol,
		Name:   givenName(id.V.Name()),
	}
	b.plan.Existing = append(b.plan.Existing, Existing{Resource: r, Type: id.V.Type, Group: b.groupOf(id.V)})
	b.warn("AML418", id.Span, "check "+check, "the settings of %q cannot be checked offline", id.V.Name())
	return r
}

// subscription is the GUID of the environment's subscription, as far as the
// intent tells: a virtual network must be in the environment's own.
func (b *builder) subscription() string {
	if s := b.in.Deployment.Subscription.V; s != "" {
		return strings.ToLower(s)
	}
	return b.in.Network.VirtualNetwork.Existing.V.Subscription
}

// existing is the entry of an existing resource, nil if there is none.
func (p *Plan) existing(symbol string) *Existing {
	for i := range p.Existing {
		if p.Existing[i].Symbol == symbol {
			return &p.Existing[i]
		}
	}
	return nil
}

// isElsewhere reports whether the symbol is an existing resource of another
// group, on which only a module can assign roles.
func (p *Plan) isElsewhere(symbol string) bool {
	e := p.existing(symbol)
	return e != nil && !e.Group.IsOwn()
}
