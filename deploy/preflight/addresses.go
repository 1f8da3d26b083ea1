package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// endpointAddresses is how many addresses a private endpoint of a group takes:
// one for each host name of the service.
// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
func endpointAddresses(group string) int {
	switch strings.ToLower(group) {
	case "amlworkspace":
		return 4
	case "registry":
		return 2
	case "azuremonitor":
		return 14
	}
	return 1
}

// addresses are those that resources take of a subnet. What is there already
// has taken its own.
func (w *world) addresses(ctx context.Context, subnet string, users []*snapshot.Resource) (int, error) {
	n := 0
	seen := map[*snapshot.Resource]bool{}
	for _, r := range users {
		if seen[r] {
			continue
		}
		seen[r] = true
		there, err := w.exists(ctx, r)
		if err != nil {
			return 0, err
		}
		if !there {
			n += addressesOf(r, subnet)
		}
	}
	return n, nil
}

// addressesOf is how many addresses a new resource takes of a subnet.
func addressesOf(r *snapshot.Resource, subnet string) int {
	switch {
	case strings.EqualFold(r.Type, typeEndpoint):
		n := 0
		for _, group := range textsAt(r.Body, "properties.privateLinkServiceConnections[*].properties.groupIds[*]") {
			n += endpointAddresses(group)
		}
		return n
	case strings.EqualFold(r.Type, typeCompute):
		return intAt(r.Body, "properties.properties.scaleSettings.maxNodeCount")
	case strings.EqualFold(r.Type, typeCluster):
		return clusterAddresses(r, subnet)
	}
	return 1
}

// clusterAddresses counts what a cluster takes of a subnet at its most, during
// an upgrade: one for each node, without overlay one more for each pod that it
// may run; and in the subnet of its first pool one for the API server's
// private endpoint and one for the internal load balancer.
// https://learn.microsoft.com/azure/aks/configure-azure-cni
func clusterAddresses(r *snapshot.Resource, subnet string) int {
	n := 0
	overlay := strings.EqualFold(textAt(r.Body, "properties.networkProfile.networkPluginMode"), "overlay") ||
		!strings.EqualFold(textAt(r.Body, "properties.networkProfile.networkPlugin"), "azure")
	for i, f := range snapshot.Find(r.Body, "properties.agentPoolProfiles[*]") {
		if !strings.EqualFold(textAt(f.Value, "vnetSubnetID"), subnet) {
			continue
		}
		each := 1
		if !overlay {
			each += maxPods(f.Value)
		}
		n += poolOf(r, f.Value).most * each
		if i == 0 {
			n += 2
		}
	}
	if strings.EqualFold(textAt(r.Body, "properties.apiServerAccessProfile.subnetId"), subnet) {
		n += apiServerAddresses
	}
	return n
}

// apiServerAddresses is what an API server takes of a subnet of its own at
// least. https://learn.microsoft.com/azure/aks/api-server-vnet-integration
const apiServerAddresses = 9

// maxPods is how many pods a node may run; 30 when nothing is said.
func maxPods(pool snapshot.Value) int {
	if n := intAt(pool, "maxPods"); n > 0 {
		return n
	}
	return 30
}
