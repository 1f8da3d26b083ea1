package plan

// Pages of Microsoft's documentation about networks; see pages.go.
const (
	pagePrivateDNS = "azure/private-link/private-endpoint-dns"
	pageAKSNetwork = "azure/aks/concepts-network-azure-cni-overlay"
	pageAMLEgress  = "azure/machine-learning/how-to-access-azureml-behind-firewall"
	pageBastionNSG = "azure/bastion/bastion-nsg"
	pageAKSHosts   = "azure/aks/outbound-rules-control-egress"
	pageFirewall   = "azure/firewall/firewall-faq"
	pageNAT        = "azure/nat-gateway/nat-overview"
	pageLink       = "azure/machine-learning/how-to-configure-private-link"
)
