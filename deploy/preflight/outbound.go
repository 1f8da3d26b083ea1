package preflight

import (
	"context"
	"strings"
)

// checkOutbound wants on the nodes' subnet what their way out needs: a route to
// an appliance, or a NAT gateway.
func (w *world) checkOutbound(ctx context.Context, u use, s *subnetAnswer) finding {
	if strings.EqualFold(u.outbound, "userAssignedNATGateway") {
		if s.Properties.NAT == nil {
			return failed("no NAT gateway", "one, for the cluster's outbound type "+u.outbound,
				az("network", "vnet", "subnet", "update", "--ids", u.id, "--nat-gateway", "NAT_GATEWAY_ID"))
		}
		return passed("NAT gateway " + nameOf(s.Properties.NAT.ID))
	}
	if s.Properties.RouteTable == nil {
		return failed("no route table", "one, for the cluster's outbound type "+u.outbound,
			az("network", "vnet", "subnet", "update", "--ids", u.id, "--route-table", "ROUTE_TABLE_ID"))
	}
	return w.checkRoute(ctx, s.Properties.RouteTable.ID)
}

func (w *world) checkRoute(ctx context.Context, id string) finding {
	var table struct {
		Properties struct {
			Routes []struct {
				Properties struct {
					Prefix  string `json:"addressPrefix"`
					NextHop string `json:"nextHopType"`
				} `json:"properties"`
			} `json:"routes"`
		} `json:"properties"`
	}
	if err := w.get(ctx, id, versionNetwork, &table); err != nil {
		return unread(err, "the route table "+id, typeRouteTable+"/read")
	}
	for _, r := range table.Properties.Routes {
		hop := r.Properties.NextHop
		if r.Properties.Prefix != "0.0.0.0/0" {
			continue
		}
		if strings.EqualFold(hop, "VirtualAppliance") || strings.EqualFold(hop, "VirtualNetworkGateway") {
			return passed("0.0.0.0/0 to " + hop)
		}
		return failed("0.0.0.0/0 goes to "+hop, "VirtualAppliance or VirtualNetworkGateway", "change the route: "+
			az("network", "route-table", "route", "list", "--route-table-name", nameOf(id), "--resource-group", nameOf(groupOf(id))))
	}
	return failed("no route for 0.0.0.0/0", "one to an appliance or a gateway",
		az("network", "route-table", "route", "create", "--resource-group", nameOf(groupOf(id)), "--route-table-name", nameOf(id),
			"--name", "default", "--address-prefix", "0.0.0.0/0", "--next-hop-type", "VirtualAppliance", "--next-hop-ip-address", "ADDRESS"))
}
