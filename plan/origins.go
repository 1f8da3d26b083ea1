package plan

// Origins are the origins of all that the files declare, by symbolic name; what
// a module declares is under the module's name and its own: dnsLinks/hubLink.
func (p *Plan) Origins() map[string]Origin {
	origins := map[string]Origin{}
	add := func(prefix string, list []node) {
		for _, n := range list {
			if _, known := origins[prefix+n.resource.Symbol]; !known {
				origins[prefix+n.resource.Symbol] = n.resource.Origin
			}
		}
	}
	add("", p.nodes())
	for i := range p.Modules {
		add(p.Modules[i].Symbol+"/", p.Modules[i].nodes())
	}
	return origins
}
