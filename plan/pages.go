package plan

// Pages of Microsoft's documentation that ask for what is planned. They are
// named without host and language, as they stand under learn.microsoft.com.
const (
	pageInferencing  = "azure/machine-learning/v1/how-to-secure-inferencing-vnet"
	pageWorkspace    = "azure/machine-learning/how-to-secure-workspace-vnet"
	pageTraining     = "azure/machine-learning/how-to-secure-training-vnet"
	pageManaged      = "azure/machine-learning/how-to-managed-network"
	pageNoSharedKeys = "azure/machine-learning/how-to-disable-local-auth-storage"
	pageIdentities   = "azure/machine-learning/how-to-identity-based-service-authentication"
	pageExtension    = "azure/machine-learning/how-to-deploy-kubernetes-extension"
	pageAttachV1     = "azure/machine-learning/v1/how-to-create-attach-kubernetes"
	pageParity       = "azure/machine-learning/reference-machine-learning-cloud-parity"
	pageOnline       = "azure/machine-learning/concept-secure-online-endpoint"
	pageMonitorLink  = "azure/azure-monitor/logs/private-link-security"
	pagePrivateAKS   = "azure/aks/private-clusters"
	pageSystemPools  = "azure/aks/use-system-pools"
	pageUpgrades     = "azure/aks/supported-kubernetes-versions"
	pageTrusted      = "azure/aks/trusted-access-feature"
	pageAKSEgress    = "azure/aks/egress-outboundtype"
	pageHostCrypto   = "azure/aks/enable-host-encryption"
	pageMaintenance  = "azure/aks/planned-maintenance"
)
