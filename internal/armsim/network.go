package armsim

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// networkUsages are how many addresses each subnet of a network uses.
func (s *Server) networkUsages(c *call) reply {
	r := s.World.find(c.match[1])
	if r == nil || !strings.EqualFold(typeOf(r.id), networkType) {
		return reply{status: http.StatusNotFound, body: object{"error": notFound(c.match[1])}}
	}
	items := []any{}
	for _, subnet := range s.World.subnets(r) {
		id, _ := subnet["id"].(string)
		limit := 0
		for _, prefix := range prefixesOf(subnet) {
			if p, err := netip.ParsePrefix(prefix); err == nil && p.Addr().Is4() && p.Bits() <= 29 {
				limit += 1<<(32-p.Bits()) - 5
			}
		}
		items = append(items, object{"id": id, "name": object{"value": "SubnetSpace", "localizedValue": "Subnet size and usage"}, "unit": "Count",
			"currentValue": s.World.checks.used[strings.ToLower(id)], "limit": limit})
	}
	return s.page(c, items)
}

// subnets are those of a network, as bodies.
func (w *World) subnets(network *resource) []object {
	var list []object
	props, _ := w.shown(network)["properties"].(object)
	subnets, _ := props["subnets"].([]any)
	for _, one := range subnets {
		if subnet, ok := one.(object); ok {
			list = append(list, subnet)
		}
	}
	return list
}

func prefixesOf(subnet object) []string {
	props, _ := subnet["properties"].(object)
	var list []string
	if one, ok := props["addressPrefix"].(string); ok {
		list = append(list, one)
	}
	more, _ := props["addressPrefixes"].([]any)
	for _, one := range more {
		if text, ok := one.(string); ok && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

func (s *Server) checkAddress(c *call) reply {
	ip := c.query.Get("ipAddress")
	r := s.World.find(c.match[1])
	addr, err := netip.ParseAddr(ip)
	if r == nil || err != nil {
		return reply{status: http.StatusNotFound, body: object{"error": notFound(c.match[1])}}
	}
	inNetwork := false
	for _, subnet := range s.World.subnets(r) {
		for _, prefix := range prefixesOf(subnet) {
			p, err := netip.ParsePrefix(prefix)
			inNetwork = inNetwork || err == nil && p.Contains(addr)
		}
	}
	if !inNetwork {
		return refuse(http.StatusBadRequest, "PrivateIPAddressNotInAnySubnet", "Private static IP address %s does not belong to the range of any subnet in the virtual network %s.", ip, c.match[1])
	}
	free := !s.World.checks.addresses[strings.ToLower(c.match[1])+" "+ip]
	body := object{"available": free, "isPlatformReserved": false}
	if !free {
		body["availableIPAddresses"] = []any{addr.Next().String()}
	}
	return reply{status: http.StatusOK, body: body}
}

func (s *Server) listDelegations(c *call) reply {
	return s.page(c, s.World.present(c.match[2], "serviceName", []string{
		"Microsoft.ContainerService/managedClusters", "Microsoft.MachineLearningServices/workspaces", "Microsoft.Web/serverFarms", "Microsoft.ContainerInstance/containerGroups", "Microsoft.Network/dnsResolvers", "Microsoft.App/environments",
	}))
}

func (s *Server) listEndpointTypes(c *call) reply {
	return s.page(c, s.World.present(c.match[2], "resourceName", []string{
		"Microsoft.MachineLearningServices/workspaces", "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts", "Microsoft.ContainerRegistry/registries", "Microsoft.ContainerService/managedClusters", "Microsoft.Insights/privateLinkScopes",
	}))
}

// present are names that a region does not lack.
func (w *World) present(location, key string, names []string) []any {
	items := []any{}
	for _, name := range names {
		if !w.checks.without[strings.ToLower(location+" "+name)] {
			items = append(items, object{"name": strings.ReplaceAll(name, "/", "."), "id": "/subscriptions/" + w.s.opts.SubscriptionID + "/providers/Microsoft.Network/available/" + name,
				"type": "Microsoft.Network/availableTypes", key: name, "displayName": name, "actions": []any{}})
		}
	}
	return items
}
