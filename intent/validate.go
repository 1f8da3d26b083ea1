package intent

import (
	"fmt"
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// validate checks what the fields of one section say together. Relations
// between sections are decided in package plan. A value that is wrong by
// itself is left out: what follows from it would be noise.
func (d *decoder) validate(in *Intent) {
	d.virtualNetwork(&in.Network.VirtualNetwork)
	d.egress(&in.Network.Egress)
	for i := range in.Inference.Cluster.Pools.Items {
		d.pool(&in.Inference.Cluster.Pools.Items[i])
	}
}

// virtualNetwork checks the address space: no range twice, and none that the
// cluster or the computes inside cannot work in. An existing network may be
// in use with such a range, so there it is a warning.
func (d *decoder) virtualNetwork(v *VirtualNetwork) {
	taken := slices.Concat(aksReserved, amlReserved)
	for i, p := range v.AddressPrefixes {
		if d.bad[p.Path] {
			continue
		}
		d.overlaps(p, v.AddressPrefixes[:i])
		r, ok := overlapping(p.V, taken)
		if !ok {
			continue
		}
		g := diag.Diagnostic{
			Code: "AML032", Span: p.Span, Source: r.source,
			Msg:  fmt.Sprintf("%q: found %q, which overlaps %s (%s)", p.Path, p.V, r.prefix, r.why),
			Hint: "choose another range, for example 10.42.0.0/16",
		}
		if v.Existing.IsSet() {
			g.Code, g.Severity = "AML054", diag.Warning
			g.Hint = "keep cluster and computes in subnets outside that range"
		}
		d.add(g)
	}
}

// overlaps reports the first of others that shares addresses with p.
func (d *decoder) overlaps(p Prefix, others []Prefix) {
	for _, o := range others {
		if d.bad[o.Path] || !o.V.Overlaps(p.V) {
			continue
		}
		d.add(diag.Diagnostic{
			Code: "AML053", Span: p.Span,
			Msg:  fmt.Sprintf("%q: found %q, which overlaps %q", p.Path, p.V, o.V),
			Hint: "remove one, or move it to free addresses", Notes: []string{"the other is at " + o.Span.String()},
		})
		return
	}
}

// egress checks that an appliance is named where it is used, and only there.
func (d *decoder) egress(e *Egress) {
	if d.bad[e.Path.Path] || d.bad[e.Appliance.Path] {
		return
	}
	switch through := e.Path.V == "appliance"; {
	case through && !e.Appliance.IsSet():
		d.report("AML052", e.Path.Span, fmt.Sprintf("%q: found appliance, but its address is missing", e.Path.Path),
			"add \"appliance\" with the private address of the next hop")
	case !through && e.Appliance.IsSet():
		d.report("AML052", e.Appliance.Span, fmt.Sprintf("%q: found an address, but %q is %s", e.Appliance.Path, e.Path.Path, e.Path.V),
			"write \"path: appliance\", or remove the address")
	}
}

// pool checks that the size of a pool is said in one way.
func (d *decoder) pool(p *Pool) {
	count, low, high := p.Count, p.Min, p.Max
	if d.bad[count.Path] || d.bad[low.Path] || d.bad[high.Path] {
		return
	}
	switch {
	case count.IsSet() && (low.IsSet() || high.IsSet()):
		d.report("AML050", count.Span, fmt.Sprintf("%q: found count beside min or max", p.Section.Path),
			"keep count for a fixed size, or min and max for a pool that scales")
	case low.IsSet() != high.IsSet():
		at := low.Span
		if high.IsSet() {
			at = high.Span
		}
		d.report("AML051", at, fmt.Sprintf("%q: found only one of min and max", p.Section.Path), "write both, or count for a fixed size")
	case low.IsSet() && low.V > high.V:
		d.report("AML051", low.Span, fmt.Sprintf("%q: found min %d above max %d", p.Section.Path, low.V, high.V), "swap the two, or raise max")
	}
}
