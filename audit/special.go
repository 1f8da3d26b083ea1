package audit

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// special is the check of an operator that looks at more than one property;
// nil for the others.
func special(o op) func(*auditor, rule, *snapshot.Resource) []verdict {
	switch o {
	case opPrivateEndpoint:
		return (*auditor).checkEndpoint
	case opDNSZones:
		return (*auditor).checkZones
	case opDiagnostics:
		return (*auditor).checkDiagnostics
	case opChild:
		return (*auditor).checkChild
	case opNoInboundFrom:
		return (*auditor).checkInboundFrom
	case opDenyAllInbound:
		return (*auditor).checkDenyAll
	case opDeniesOutbound:
		return (*auditor).checkLateral
	case opNarrowScope:
		return (*auditor).checkScope
	case opCanPull:
		return (*auditor).checkPull
	case opCanJoin:
		return (*auditor).checkJoin
	case opZoneOfService:
		return (*auditor).checkZoneGroup
	case opWayOut:
		return (*auditor).checkWayOut
	}
	return nil
}

// specialWanted is what such an operator asks for.
func specialWanted(r rule) string {
	switch r.op {
	case opPrivateEndpoint:
		return "a private endpoint for " + r.wants()
	case opDNSZones:
		return "zones " + r.wants() + ", linked to the network of the endpoint; in other clouds by their names there"
	case opDiagnostics:
		return "a diagnostic setting with one of " + r.wants()
	case opChild:
		return "a child " + r.wants()
	case opNoInboundFrom:
		return "no rule that lets in " + r.wants()
	case opDenyAllInbound:
		return "a rule that denies all inbound traffic"
	case opDeniesOutbound:
		return "outbound rules that deny ports " + r.wants()
	case opNarrowScope:
		return "a scope no wider than a resource group"
	case opCanPull:
		return "AcrPull for the kubelet's identity"
	case opCanJoin:
		return "Network Contributor on the subnets of the nodes, for the identity of the cluster"
	case opZoneOfService:
		return "the zones of the endpoint's service"
	case opWayOut:
		return "the gateway or route table that outboundType names"
	case opSecureDefault:
		return "no default of a secure parameter"
	case opNoSecretOutput:
		return "no result of a list function, and no secret"
	default:
		return r.title
	}
}

// specialHint is what to do about a finding of such an operator.
func specialHint(r rule) string {
	switch r.op {
	case opPrivateEndpoint:
		return "add a private endpoint with groupIds [" + r.wants() + "] and this resource as privateLinkServiceId"
	case opDNSZones:
		return "add the zones, a zone group of the endpoint, and links to its virtual network"
	case opDiagnostics:
		return "add a diagnostic setting that enables one of " + r.wants()
	case opChild:
		return "add a child resource " + r.wants()
	case opNoInboundFrom:
		return "name the sources: addresses of yours, or a service tag"
	case opDenyAllInbound:
		return "add a last inbound rule that denies *"
	case opDeniesOutbound:
		return "add outbound rules that deny ports " + r.wants()
	case opNarrowScope:
		return "assign the role on the resource that needs it"
	case opCanPull:
		return "assign AcrPull on the registry to the identity of identityProfile.kubeletidentity"
	case opCanJoin:
		return "assign Network Contributor on the subnet, or around it, to the identity of the cluster"
	case opZoneOfService:
		return "name the zones of the endpoint's service in privateDnsZoneConfigs"
	case opWayOut:
		return "give the subnet of the nodes a natGateway or a routeTable, or change outboundType"
	case opSecureDefault:
		return "remove the default, and pass the value at deployment"
	default:
		return "remove the output, or give the id of what holds the secret"
	}
}

// any is what companions come to: one that does is enough; one that may is not known.
func anyOf(maybe []string, found bool, missing string) []verdict {
	switch {
	case found:
		return nil
	case len(maybe) > 0:
		return []verdict{unknownBecause(strings.Join(maybe, "; "))}
	default:
		return []verdict{{broken, missing}}
	}
}

// checkChild wants a child of a type, which says something.
func (a *auditor) checkChild(r rule, res *snapshot.Resource) []verdict {
	kind := plain(r.want[0])
	var maybe []string
	for _, c := range a.children(res.ID, typeOf(res)+"/"+kind) {
		if c.Conditional == nil {
			return nil
		}
		maybe = append(maybe, kind+" is created if "+snapshot.Show(c.Conditional))
	}
	return anyOf(maybe, false, "there is no "+kind)
}
