package plan

import "strings"

// hostSet is a set of hosts that are called for one reason.
type hostSet struct {
	name string
	// cloud is the one cloud in which they are called; empty for every cloud.
	cloud string
	// hosts are FQDNs; "%" stands for the region, and a full stop at the end for
	// the cloud's storage host suffix. None is a host of a storage account: the
	// environment's own has private addresses, and others of the region are
	// named by a service tag.
	hosts []string
	// http says that they are called on port 80 too.
	http bool
	// cluster: by the nodes of a cluster of ours. training: by computes.
	// Neither: by both.
	cluster, training bool
	// extension: for the AzureML extension. gpu: for pools with GPUs.
	extension, gpu bool
	why, source    string
}

// purposes are the subnets from which the hosts are called.
func (s hostSet) purposes() []Purpose {
	switch {
	case s.cluster:
		return []Purpose{PurposeCluster}
	case s.training:
		return []Purpose{PurposeTraining}
	}
	return []Purpose{PurposeTraining, PurposeCluster}
}

// hostOf reads a host of a set.
func hostOf(text string) Host {
	return Host{Text: text, Regional: strings.Contains(text, "%"), StorageSuffix: strings.HasSuffix(text, ".")}
}

// hostSets are the hosts outside the reach of service tags, by reason and
// cloud. Those that a tag names are left to the network rules. Read on
// 2026-11-23 in how-to-access-azureml-behind-firewall, for AKS in
// outbound-rules-control-egress; no list is published for the extension in
// AzureChinaCloud.
func hostSets() []hostSet {
	return []hostSet{
		{name: "aks-us-government", cloud: cloudUSGov, cluster: true, why: "nodes of AKS reach what they need", source: pageAKSHosts,
			hosts: []string{"*.hcp.%.cx.aks.containerservice.azure.us", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "packages.microsoft.com", "acs-mirror.azureedge.net", "packages.aks.azure.com"}},
		{name: "aks-china", cloud: cloudChina, cluster: true, why: "nodes of AKS reach what they need", source: pageAKSHosts,
			hosts: []string{"*.hcp.%.cx.prod.service.azk8s.cn", "*.tun.%.cx.prod.service.azk8s.cn", "mcr.azure.cn", "*.data.mcr.azure.cn", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "packages.microsoft.com", "acs-mirror.azureedge.net", "packages.aks.azure.com"}},
		{name: "ubuntu", cluster: true, http: true, why: "nodes fetch security updates", source: pageAKSHosts,
			hosts: []string{"security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"}},
		{name: "gpu-drivers", cluster: true, gpu: true, why: "nodes with GPUs fetch drivers", source: pageAKSHosts,
			hosts: []string{"nvidia.github.io", "us.download.nvidia.com", "download.docker.com"}},
		{name: "policy", cloud: cloudPublic, cluster: true, why: "the Azure Policy add-on fetches policies, and reports on them", source: pageAKSHosts,
			hosts: []string{"data.policy.", "store.policy.", "dc.services.visualstudio.com"}},
		{name: "policy-us-government", cloud: cloudUSGov, cluster: true, why: "the Azure Policy add-on fetches policies, and reports on them", source: pageAKSHosts,
			hosts: []string{"data.policy.azure.us", "store.policy.azure.us"}},
		{name: "policy-china", cloud: cloudChina, cluster: true, why: "the Azure Policy add-on fetches policies, and reports on them", source: pageAKSHosts,
			hosts: []string{"data.policy.azure.cn", "store.policy.azure.cn"}},

		{name: "extension", cloud: cloudPublic, cluster: true, extension: true, why: "the AzureML extension fetches its configuration and images, and reports its health", source: pageAKSHosts,
			hosts: []string{"%.dp.kubernetesconfiguration.azure.com", "arcmktplaceprod.azurecr.io", "arcmktplaceprod.centralindia.data.azurecr.io", "arcmktplaceprod.eastus.data.azurecr.io", "arcmktplaceprod.japaneast.data.azurecr.io", "arcmktplaceprod.westeurope.data.azurecr.io", "arcmktplaceprod.westus2.data.azurecr.io", "marketplaceapi.microsoft.com", "*.ingestion.msftcloudes.com", "*.microsoftmetrics.com"}},
		{name: "extension-us-government", cloud: cloudUSGov, cluster: true, extension: true, why: "the AzureML extension fetches its configuration", source: pageAKSHosts,
			hosts: []string{"%.dp.kubernetesconfiguration.azure.us"}},

		{name: "machine-learning-hosts", cloud: cloudPublic, why: "computes and models reach the workspace's services", source: pageAMLEgress,
			hosts: []string{"ml.azure.com", "*.azureml.ms", "*.azureml.net", "*.notebooks.azure.net", "*.aznbcontent.net", "automlresources-prod.azureedge.net", "aka.ms", "graph.microsoft.com"}},
		{name: "machine-learning-hosts-us-government", cloud: cloudUSGov, why: "computes and models reach the workspace's services", source: pageAMLEgress,
			hosts: []string{"ml.azure.us", "*.ml.azure.us", "*.azureml.us", "*.azureml.ms", "*.notebooks.usgovcloudapi.net", "graph.microsoft.us"}},
		{name: "machine-learning-hosts-china", cloud: cloudChina, why: "computes and models reach the workspace's services", source: pageAMLEgress,
			hosts: []string{"studio.ml.azure.cn", "*.ml.azure.cn", "*.azureml.cn", "*.azureml.ms", "*.notebooks.chinacloudapi.cn", "graph.chinacloudapi.cn"}},
		{name: "microsoft-registry", training: true, why: "images of Microsoft are pulled", source: pageAMLEgress,
			hosts: []string{"mcr.microsoft.com", "*.data.mcr.microsoft.com"}},
		{name: "microsoft-registry-china", cloud: cloudChina, training: true, why: "images of Microsoft are pulled", source: pageAKSHosts,
			hosts: []string{"mcr.azure.cn", "*.data.mcr.azure.cn"}},
		{name: "python-packages", training: true, why: "image builds fetch Python packages", source: pageAMLEgress,
			hosts: []string{"anaconda.com", "*.anaconda.com", "*.anaconda.org", "pypi.org", "*.pythonhosted.org", "pytorch.org", "*.pytorch.org"}},
		{name: "ubuntu-packages", training: true, http: true, why: "image builds fetch packages of Ubuntu", source: pageAMLEgress,
			hosts: []string{"archive.ubuntu.com", "security.ubuntu.com"}},
	}
}
