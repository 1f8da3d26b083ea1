package plan

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/intent"
)

// recoveryDays is how long deleted blobs, containers and shares can be restored.
const recoveryDays = 14

// usesSharedKeys reports whether account keys open the storage account: v1
// compute knows no other way in.
func (b *builder) usesSharedKeys() bool {
	asked := b.in.Workspace.Storage.SharedKeyAccess
	if asked.IsSet() {
		return asked.V
	}
	return b.attachesV1()
}

// storage decides the workspace's default storage account. The dfs endpoint is
// offered on it although it has no hierarchical namespace, which a workspace
// cannot use: blobs answer to the Data Lake protocol all the same.
func (b *builder) storage() {
	asked := b.in.Workspace.Storage
	b.checkAccess()
	b.checkSharedKeys(asked.SharedKeyAccess)
	b.checkStorageEndpoints(asked)
	s := &b.plan.Storage
	s.SharedKeyAccess = b.usesSharedKeys()
	if !asked.Existing.V.IsZero() {
		b.warnIdle("an existing storage account keeps its own", idle{asked.SKU.IsSet(), asked.SKU.Span, asked.SKU.Path})
		s.Existing, s.Resource = true, b.useExisting(symStorage, asked.Existing,
			"that it is StorageV2, Standard, without hierarchical namespace, closed to the Internet, and that it admits trusted services"+b.admittedSubnets())
		return
	}
	b.checkSKU(asked.SKU)
	s.Resource = Resource{
		Origin: sectionOrigin(asked.Section, "holds the workspace's artifacts, models and logs"),
		Symbol: symStorage, Name: b.uniqueName(kindStorage, "storageName"),
	}
	s.Source = pageWorkspace
	s.SKU = b.storageSKU()
	s.VNetRules = b.vnetRuleSubnets()
	s.PublicNetworkAccess = publicFor(s.VNetRules)
	s.Blob = b.storageService(symBlobService, fmt.Sprintf("keeps deleted blobs and containers for %d days, and earlier versions of blobs", recoveryDays))
	s.File = b.storageService(symFileService, fmt.Sprintf("keeps deleted shares for %d days", recoveryDays))
	s.RetentionDays, s.SAS = recoveryDays, sasPolicy(s.SharedKeyAccess)
}

// sasPolicy is how long signatures may live. Without keys of the account there
// are only those that users delegate, which Azure ends after seven days anyway:
// to block older ones costs nobody anything. Keys sign for any time, and whoever
// uses them so would stand before a closed door: that is logged.
func sasPolicy(keys bool) SASPolicy {
	if keys {
		return SASPolicy{Period: "1.00:00:00", Action: "Log"}
	}
	return SASPolicy{Period: "7.00:00:00", Action: "Block"}
}

// admittedSubnets ends a hint about an existing storage account or vault: with
// service endpoints, its own firewall must admit the subnets that call it.
func (b *builder) admittedSubnets() string {
	var purposes []string
	for _, s := range b.plan.Network.Subnets {
		if len(s.ServiceEndpoints) > 0 {
			purposes = append(purposes, s.Purpose.String())
		}
	}
	switch n := len(purposes); n {
	case 0:
		return ""
	case 1:
		return ", and that its firewall admits the " + purposes[0] + " subnet"
	default:
		return ", and that its firewall admits the " + strings.Join(purposes[:n-1], ", ") + " and " + purposes[n-1] + " subnets"
	}
}

// checkAccess reports services that keep their public addresses, behind
// firewalls that admit subnets.
func (b *builder) checkAccess() {
	if access := b.in.Network.Access; access.V == "serviceEndpoints" {
		b.warn("AML410", access.Span, "write access: privateEndpoints, or leave it out",
			"access \"serviceEndpoints\" leaves storage and vault on public addresses, behind firewalls that admit the subnets")
	}
}

func (b *builder) storageService(symbol, why string) Resource {
	return Resource{
		Origin: sectionOrigin(b.in.Workspace.Storage.Section, why),
		Symbol: symbol, Name: givenName("default"),
	}
}

// publicFor is publicNetworkAccess of a service: its firewall looks at rules
// for subnets only while public access is on, and it denies everything else.
func publicFor(vnetRules []string) string {
	if len(vnetRules) > 0 {
		return "Enabled"
	}
	return "Disabled"
}

// storageSKU is the redundancy asked for, or what the profile and region allow.
func (b *builder) storageSKU() string {
	asked := b.in.Workspace.Storage.SKU
	if asked.IsSet() {
		return asked.V
	}
	if b.isProduction() && b.ownRegion().zones {
		return "Standard_ZRS"
	}
	return "Standard_LRS"
}

func (b *builder) checkSKU(sku intent.String) {
	if !sku.IsSet() {
		return
	}
	if strings.HasPrefix(sku.V, "Premium_") {
		b.fail("AML301", sku.Span, "write Standard_ZRS, or leave sku out",
			"sku %q cannot be the default storage account of a workspace: a Standard one is wanted", sku.V)
	}
	if zonal := strings.Contains(sku.V, "ZRS"); zonal && b.regionKnown() && !b.ownRegion().zones {
		b.fail("AML302", sku.Span, "write Standard_LRS or Standard_GRS",
			"sku %q needs availability zones, and %s has none", sku.V, b.in.Location.V)
	}
}

// regionKnown reports whether the table of regions tells anything about the
// location; if not, that is reported already.
func (b *builder) regionKnown() bool { return b.ownRegion().name != "" }

func (b *builder) checkSharedKeys(asked intent.Bool) {
	switch {
	case asked.IsSet() && !asked.V && b.attachesV1():
		b.fail("AML304", asked.Span, "leave sharedKeyAccess out, or attach with attachment: kubernetes",
			"sharedKeyAccess is false, and attachment: akscompute reads storage with the account's keys")
	case asked.V && !b.attachesV1():
		b.warn("AML407", asked.Span, "leave sharedKeyAccess out: datastores sign in with identities",
			"sharedKeyAccess is true, and nothing that the intent asks for needs the account's keys")
	}
}

// checkStorageEndpoints wants blob and file in the list.
func (b *builder) checkStorageEndpoints(s intent.Storage) {
	for _, need := range []string{"blob", "file"} {
		if !b.asksStorageFor(need) {
			b.fail("AML303", spanOfFirst(s.Endpoints), "add "+need+" to endpoints",
				"storage endpoint %q is missing: every workspace uses blob and file", need)
		}
	}
}
