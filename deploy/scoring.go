package deploy

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

// The versions of the API that are read for the scoring address.
const (
	clusterVersion = "2025-10-01"
	networkVersion = "2024-07-01"
)

// Frontend is an address at which a cluster's internal load balancer listens.
type Frontend struct {
	// Address is the private address.
	Address netip.Addr `json:"address"`
	// Ports are those it passes on, in order.
	Ports []int `json:"ports"`
	// Subnet is the id of the subnet.
	Subnet string `json:"subnet"`
}

// Frontends are the addresses of the internal load balancer of an AKS cluster,
// which AKS makes in the cluster's own resource group for the first service that
// asks for one. There are none before.
func Frontends(ctx context.Context, c *arm.Client, clusterID string) ([]Frontend, error) {
	var cluster struct {
		Properties struct{ NodeResourceGroup string }
	}
	if err := c.Get(ctx, clusterID, clusterVersion, &cluster); err != nil {
		return nil, fmt.Errorf("cannot read the cluster: %w", err)
	}
	parts := strings.Split(clusterID, "/")
	if len(parts) < 3 || cluster.Properties.NodeResourceGroup == "" {
		return nil, fmt.Errorf("the cluster %q has no resource group of its own", clusterID)
	}
	id := arm.Scope{SubscriptionID: parts[2], ResourceGroup: cluster.Properties.NodeResourceGroup}.ID() +
		"/providers/Microsoft.Network/loadBalancers/kubernetes-internal"
	var lb loadBalancer
	err := c.Get(ctx, id, networkVersion, &lb)
	if arm.NotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the internal load balancer: %w", err)
	}
	return lb.frontends(), nil
}

// loadBalancer is what is read of one.
type loadBalancer struct {
	Properties struct {
		FrontendIPConfigurations []struct {
			ID         string
			Properties struct {
				PrivateIPAddress string
				Subnet           struct{ ID string }
			}
		}
		LoadBalancingRules []struct {
			Properties struct {
				FrontendPort            int
				FrontendIPConfiguration struct{ ID string }
			}
		}
	}
}

func (lb loadBalancer) frontends() []Frontend {
	var all []Frontend
	for _, f := range lb.Properties.FrontendIPConfigurations {
		addr, err := netip.ParseAddr(f.Properties.PrivateIPAddress)
		if err != nil {
			continue
		}
		one := Frontend{Address: addr, Ports: []int{}, Subnet: f.Properties.Subnet.ID}
		for _, r := range lb.Properties.LoadBalancingRules {
			if strings.EqualFold(r.Properties.FrontendIPConfiguration.ID, f.ID) {
				one.Ports = append(one.Ports, r.Properties.FrontendPort)
			}
		}
		slices.Sort(one.Ports)
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Frontend) int { return a.Address.Compare(b.Address) })
	return all
}

// Scores reports whether the front end listens where models are asked: on 443 or
// 80, as azureml-fe does.
func (f Frontend) Scores() bool {
	return slices.Contains(f.Ports, 443) || slices.Contains(f.Ports, 80)
}
