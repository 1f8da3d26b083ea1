package failure

import (
	"regexp"
	"strings"
)

// Advice is what to do about an error.
type Advice struct {
	// Do is what to do, and Source where it is written; both empty for unknown errors.
	Do, Source string
}

// row is the advice for some codes. A text narrows it to messages in which it
// is found: providers use one code for many things.
type row struct {
	codes  string // separated by blanks; "*" for any
	text   string // a regular expression, case aside; empty for any
	do     string
	source string
}

// Where the advice comes from.
const (
	armDocs = "learn.microsoft.com/azure/azure-resource-manager/troubleshooting/"
	aksDocs = "learn.microsoft.com/troubleshoot/azure/azure-kubernetes/"
	amlDocs = "learn.microsoft.com/azure/machine-learning/"
	netDocs = "learn.microsoft.com/azure/virtual-network/"
)

// rows are what is known, the narrow ones first. The codes were met in
// documentation, in issues of other projects, or are constants of the providers.
func rows() []row {
	return []row{
		// Who deploys.
		{"LinkedAuthorizationFailed", "", "give who deploys the action that the message names on the resource it names: for subnets that is Microsoft.Network/virtualNetworks/subnets/join/action, in the role Network Contributor", aksDocs + "error-codes/linkedauthorizationfailed-error"},
		{"AuthorizationFailed", "roleAssignments/write", "give who deploys the role User Access Administrator or Role Based Access Control Administrator on the resource group", "learn.microsoft.com/azure/role-based-access-control/troubleshooting"},
		{"AuthorizationFailed", "", "give who deploys a role with the action that the message names, on the scope it names; a role given just now works after some minutes", armDocs + "common-deployment-errors"},
		{"DenyAssignmentAuthorizationFailed", "", "a deny assignment, mostly of a deployment stack or of a managed application, protects the scope: change it where it comes from", "learn.microsoft.com/azure/role-based-access-control/deny-assignments"},
		{"InvalidAuthenticationTokenTenant", "", "the login is of another tenant than the subscription: choose it with --tenant", armDocs + "common-deployment-errors"},
		{"SubscriptionNotFound InvalidSubscriptionId", "", "check the subscription, and that the login may see it: --subscription, --tenant, and the cloud of the intent", armDocs + "common-deployment-errors"},
		{"ReadOnlyDisabledSubscription SubscriptionNotActive", "", "the subscription is disabled or past its limit: enable it in the portal", "learn.microsoft.com/azure/cost-management-billing/manage/subscription-disabled"},
		{"PrincipalNotFound", "", "an identity made just now is not known in every place yet: deploy again after a minute; if it stays, check the object ids in the intent", "learn.microsoft.com/azure/role-based-access-control/troubleshooting"},
		{"RoleAssignmentUpdateNotPermitted", "", "an identity was deleted and made again under its name: delete the role assignments of the identity that is gone (shown as unknown), then deploy again", "learn.microsoft.com/azure/role-based-access-control/troubleshooting"},
		{"RoleAssignmentExists", "", "the same role is assigned to the same identity under another name: delete that assignment, or take the role out of the deployment", armDocs + "common-deployment-errors"},
		{"RoleAssignmentLimitExceeded", "", "delete role assignments of the subscription that nobody needs, or assign to groups", "learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits"},

		// What the subscription allows.
		{"RequestDisallowedByPolicy", "", "change what the policy looks at, or ask the owner of the assignment for an exemption of this resource group", armDocs + "error-policy-requestdisallowedbypolicy"},
		{"RequestDisallowedByAzure", "", "the subscription may not use the region: choose another with location", armDocs + "common-deployment-errors"},
		{"MissingSubscriptionRegistration SubscriptionNotRegistered NoRegisteredProviderFound", "", "register the provider that the message names (az provider register --namespace …), and deploy again once it is registered", armDocs + "error-register-resource-provider"},
		{"ScopeLocked", "", "a lock on the resource or its group prevents the change: have it removed for the time of the deployment", armDocs + "common-deployment-errors"},
		{"QuotaExceeded OperationNotAllowed", "cpus?\\b|cores?\\b", "ask for more vCPUs of the family and region that the message names (portal, Quotas), or choose a smaller vmSize or count in the intent", armDocs + "error-resource-quota"},
		{"ErrCode_InsufficientVCPUQuota InsufficientVCPUQuota", "", "ask for more vCPUs of the family and region that the message names (portal, Quotas), or choose a smaller vmSize or count in the intent", armDocs + "error-resource-quota"},
		{"OperationNotAllowed", "quota", "ask for more of the quota that the message names (portal, Quotas), or delete what nobody needs", armDocs + "error-resource-quota"},
		{"QuotaExceeded ResourceQuotaExceeded ResourceCountExceedsLimitDueToTemplate", "", "ask for more of the quota that the message names (portal, Quotas), or delete what nobody needs", armDocs + "error-resource-quota"},
		{"SkuNotAvailable VMSizeNotSupported", "", "choose another vmSize, another region or other zones: the size is not offered to this subscription there", armDocs + "error-sku-not-available"},
		{"*", "VM size .* is not allowed in your subscription", "choose another vmSize or another region: the size is not offered to this subscription there", aksDocs + "error-codes/vmsizenotsupported-error"},
		{"AvailabilityZoneNotSupported ZonesNotSupported LocationNotSupportAvailabilityZones", "", "choose zones in which the size is offered, or profile: dev, which uses none", aksDocs + "error-codes/availabilityzonenotsupported-error"},
		{"AllocationFailed ZonalAllocationFailed OverconstrainedAllocationRequest OverconstrainedZonalAllocationRequest", "", "Azure has no such machines left there now: try later, or another vmSize, other zones or another region", "learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/allocation-failure"},
		{"LocationNotAvailableForResourceType InvalidResourceLocation", "already exists in location", "a resource of that name lives in another region: delete it, or take another name or region", armDocs + "error-invalid-template"},
		{"LocationNotAvailableForResourceType", "", "the resource is not offered in the region: choose one that the message lists", armDocs + "common-deployment-errors"},
		{"InvalidResourceLocation", "", "a resource of that name lives in another region: delete it, or take another name or region", armDocs + "common-deployment-errors"},

		// The deployment itself.
		{"InvalidDeploymentLocation", "", "a deployment of this name is kept in another region: choose another with --name, or the same region with --location", armDocs + "common-deployment-errors"},
		{"DeploymentActive", "", "wait until the deployment that runs under this name ends, watch it with --attach, or cancel it in the portal", armDocs + "common-deployment-errors"},
		{"DeploymentQuotaExceeded", "", "the history of the scope is full: delete old deployments (az deployment group delete), and the lock that keeps Azure from doing so", "learn.microsoft.com/azure/azure-resource-manager/templates/deployment-quota-exceeded"},
		{"ResourceGroupNotFound", "", "create the resource group first, or let the deployment do so: deployment: {scope: subscription}", armDocs + "error-not-found"},
		{"ResourceGroupBeingDeleted", "", "wait until the resource group is gone, and create it anew", armDocs + "common-deployment-errors"},
		{"InvalidTemplate InvalidRequestContent InvalidDeploymentParameterValue InvalidDeployment", "", "check the parameters; if the template was generated from an intent, please report it as a bug", armDocs + "error-invalid-template"},
		{"JobSizeExceeded DeploymentJobSizeExceeded", "", "the template and its parameters are too large for Azure: split the environment", armDocs + "error-job-size-exceeded"},
		{"KeyVaultParameterReferenceNotFound KeyVaultParameterReferenceSecretRetrieveFailed KeyVaultParameterReferenceAuthorizationFailed", "", "the vault of a parameter must exist, allow template deployment, and let who deploys read the secret", "learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter"},
		{"NotFound ResourceNotFound ParentResourceNotFound", "", "something that must exist does not: check the existing resources that the intent names", armDocs + "error-not-found"},
		{"ResourceDeploymentFailure", "timeout period", "the provider did not end in its time: look at the resource in the portal, delete it if it is in a failed state, and deploy again", armDocs + "common-deployment-errors"},

		// Names that are taken or still held.
		{"StorageAccountAlreadyTaken StorageAccountAlreadyExists", "", "the name is somebody else's: pass another nameSuffix with --parameters", armDocs + "error-storage-account-name"},
		{"VaultAlreadyExists ConflictError Conflict", "(vault).*(deleted|recover|purge)|deleted.*vault", "a deleted vault holds the name: recover it (az keyvault recover), purge it (az keyvault purge) unless it is protected, or pass another nameSuffix with --parameters", "learn.microsoft.com/azure/key-vault/general/key-vault-recovery"},
		{"VaultAlreadyExists", "", "the name is somebody else's, or a deleted vault holds it: recover that, or pass another nameSuffix with --parameters", "learn.microsoft.com/azure/key-vault/general/key-vault-recovery"},
		{"FlagMustBeSetForRestore", "", "a deleted resource of the name waits to be restored: restore or purge it, or pass another nameSuffix with --parameters", "learn.microsoft.com/azure/key-vault/general/key-vault-recovery"},
		{"*", "soft-?deleted workspace exists", "a deleted workspace holds the name for 14 days: recover or purge it, or pass another nameSuffix with --parameters", amlDocs + "concept-soft-delete"},
		{"AlreadyInUse RegistryNameNotAvailable NameNotAvailable ReservedResourceName", "", "the name is taken or reserved: pass another nameSuffix with --parameters, or another name in the intent", armDocs + "error-reserved-resource-name"},

		// The network.
		{"SubnetIsFull InsufficientSubnetSize InsufficientPodCidr", "", "the subnet has too few free addresses for the nodes, their pods and one more while upgrading: give it a larger prefix, or the pools fewer nodes", aksDocs + "error-codes/subnetisfull-error"},
		{"SubnetIsDelegated ResourceNotPermittedOnDelegatedSubnet", "", "the subnet is delegated to a service: name one that is not", aksDocs + "error-codes/subnetisdelegated-error"},
		{"InUseSubnetCannotBeDeleted InUseSubnetCannotBeUpdated SubnetWithExternalResourcesCannotBeUsedByOtherResources", "", "something else uses the subnet: move it, or name another subnet", netDocs + "virtual-network-manage-subnet"},
		{"NetcfgSubnetRangesOverlap NetcfgInvalidSubnet ServiceCidrOverlapExistingSubnetsCidr PodCidrOverlapServiceCidr PodCidrOverlapExistingSubnetsCidr", "", "address ranges overlap: choose others in the intent", aksDocs + "error-codes/servicecidroverlapexistingsubnetscidr-error"},
		{"AnotherOperationInProgress ReferencedResourceNotProvisioned RetryableError RetryableErrorDueToAnotherOperation CanceledAndSupersededDueToAnotherOperation", "", "something else changes the same network: deploy again when that has ended", armDocs + "common-deployment-errors"},
		{"PrivateEndpointCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled", "", "set privateEndpointNetworkPolicies of the subnet to Disabled", "learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy"},
		{"InvalidResourceReference", "", "what is referred to does not exist, or lies in another region", armDocs + "common-deployment-errors"},
		{"CreateOrUpdateVirtualNetworkLinkFailed", "", "the network is linked to a zone of the same name already: use that zone with privateDns.zones in the intent", aksDocs + "error-codes/createorupdatevirtualnetworklinkfailed-error"},
		{"*", "cannot be linked to multiple zones with overlapping namespaces", "the network is linked to a zone of the same name already: use that zone with privateDns.zones in the intent", "learn.microsoft.com/azure/dns/private-dns-virtual-network-links"},
		{"SecurityRuleConflict", "", "two rules of a network security group have one priority: look at the rules that were added outside of the deployment", netDocs + "network-security-groups-overview"},
		{"PublicIPCountLimitReached", "", "ask for more public addresses in the region, or choose egress without one", "learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits"},

		// The cluster and what is attached.
		{"ExistingRouteTableNotAssociatedWithSubnet", "", "the cluster's subnet needs a route table before the cluster is made: associate it", aksDocs + "error-codes/existingroutetablenotassociatedwithsubnet-error"},
		{"RouteTableInvalidNextHop RouteTableMissingDefaultRouteError", "", "the route table needs a default route to a virtual appliance", "learn.microsoft.com/azure/aks/egress-udr"},
		{"CustomPrivateDNSZoneMissingPermissionError", "", "the identity of the cluster needs the role Private DNS Zone Contributor on the zone; it may take an hour to work", aksDocs + "error-codes/customprivatednszonemissingpermissionerror-error"},
		{"CustomKubeletIdentityMissingPermissionError", "", "the identity of the cluster needs the role Managed Identity Operator on that of the kubelet", "learn.microsoft.com/azure/aks/use-managed-identity"},
		{"K8sVersionNotSupported AgentPoolK8sVersionNotSupported", "", "name a version of Kubernetes that the region offers (az aks get-versions)", "learn.microsoft.com/azure/aks/supported-kubernetes-versions"},
		{"VMExtensionProvisioningError VMExtensionProvisioningTimeout VMExtensionError_OutboundConnFail VMExtensionError_K8SAPIServerConnFail VMExtensionError_K8SAPIServerDNSLookupFail", "", "the nodes do not reach what they need: check firewall, routes and name resolution of the cluster's subnet", aksDocs + "error-codes/vmextensionerror-outboundconnfail"},
		{"ExtensionOperationFailed ExtensionCreationFailed", "", "the extension could not be installed: look at its pods in the namespace azureml, and at the way out of the cluster", amlDocs + "how-to-troubleshoot-kubernetes-extension"},
		{"KeyBasedAuthenticationNotPermitted", "", "the storage account refuses keys: let the workspace use its identity", amlDocs + "how-to-disable-local-auth-storage"},
		{"StorageAccountOperationInProgress", "", "the storage account is being changed: deploy again after a minute", armDocs + "common-deployment-errors"},
		{"*", "at least 12 cores|at least 3 machine", "this kind of attachment needs 12 vCPUs on 3 nodes at least", amlDocs + "v1/how-to-create-attach-kubernetes"},
	}
}

// Advise is what to do about an error, by its code and message.
func Advise(code, message string) Advice {
	for _, r := range rows() {
		if r.matches(code, message) {
			return Advice{r.do, "https://" + r.source}
		}
	}
	return Advice{}
}

func (r row) matches(code, message string) bool {
	if r.codes != "*" && !listed(r.codes, code) {
		return false
	}
	return r.text == "" || regexp.MustCompile("(?is)"+r.text).MatchString(message)
}

// listed reports whether a code is among codes that blanks separate.
func listed(codes, code string) bool {
	for _, one := range strings.Fields(codes) {
		if strings.EqualFold(one, code) {
			return true
		}
	}
	return false
}
