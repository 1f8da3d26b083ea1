package armsim

import (
	"net/netip"
	"strconv"
	"strings"
)

// balance makes the internal load balancer that AKS makes, in the cluster's own
// resource group, once the inference router of the Azure ML extension asks for one.
func (w *World) balance(extensionID string, body object) {
	props, _ := body["properties"].(object)
	kind, _ := props["extensionType"].(string)
	settings, _ := props["configurationSettings"].(object)
	clusterID, _, _ := lastProvider(extensionID)
	cluster := w.resources[strings.ToLower(clusterID)]
	internal, _ := settings["scoringFe.serviceType.internalLoadBalancer"].(string)
	if !strings.EqualFold(kind, "Microsoft.AzureML.Kubernetes") || !strings.EqualFold(internal, "true") || cluster == nil {
		return
	}
	clusterProps := cluster.body["properties"].(object)
	nodes, _ := clusterProps["nodeResourceGroup"].(string)
	where, _ := cluster.body["location"].(string)
	w.group(subscriptionOf(clusterID), nodes, where)
	subnet, address := w.nodeSubnet(clusterProps)
	id := "/subscriptions/" + subscriptionOf(clusterID) + "/resourceGroups/" + nodes + "/providers/Microsoft.Network/loadBalancers/kubernetes-internal"
	frontend := id + "/frontendIPConfigurations/fe"
	rules := []any{}
	for _, port := range routerPorts(settings) {
		rules = append(rules, object{"name": "fe-" + strconv.Itoa(port), "properties": object{
			"frontendPort": port, "backendPort": port, "protocol": "Tcp", "frontendIPConfiguration": object{"id": frontend}}})
	}
	w.keep(id, "", object{"location": where, "sku": object{"name": "Standard", "tier": "Regional"}, "properties": object{
		"frontendIPConfigurations": []any{object{"id": frontend, "name": "fe", "properties": object{
			"privateIPAddress": address, "privateIPAllocationMethod": "Dynamic", "subnet": object{"id": subnet}}}},
		"loadBalancingRules": rules,
	}})
}

// routerPorts are where the inference router listens: for what is encrypted when
// there is a certificate, for what is not when that is allowed.
func routerPorts(settings object) []int {
	var ports []int
	if insecure, _ := settings["allowInsecureConnections"].(string); strings.EqualFold(insecure, "true") {
		ports = append(ports, 80)
	}
	if name, _ := settings["sslCname"].(string); name != "" {
		ports = append(ports, 443)
	}
	return ports
}

// nodeSubnet is the subnet of a cluster's first pool, and an address in it.
func (w *World) nodeSubnet(cluster object) (id, address string) {
	pools, _ := cluster["agentPoolProfiles"].([]any)
	if len(pools) > 0 {
		pool, _ := pools[0].(object)
		id, _ = pool["vnetSubnetID"].(string)
	}
	if r := w.find(id); r != nil {
		for _, text := range prefixesOf(r.body) {
			if p, err := netip.ParsePrefix(text); err == nil {
				at := p.Masked().Addr()
				for range 30 { // past the nodes, which come first
					at = at.Next()
				}
				return id, at.String()
			}
		}
	}
	return id, "10.224.0.30" // of the network that AKS makes itself
}

// forget removes what Azure removes with a resource: a cluster's own group.
func (w *World) forget(r *resource) {
	if !strings.EqualFold(typeOf(r.id), "Microsoft.ContainerService/managedClusters") {
		return
	}
	props, _ := r.body["properties"].(object)
	if nodes, _ := props["nodeResourceGroup"].(string); nodes != "" {
		w.removeGroup("/subscriptions/" + subscriptionOf(r.id) + "/resourceGroups/" + nodes)
	}
}
