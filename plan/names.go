package plan

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// kind is a type of resource as far as its name goes. The zero value is invalid.
type kind uint8

const (
	kindResourceGroup kind = iota + 1
	kindVNet
	kindSubnet
	kindNSG
	kindNATGateway
	kindPublicIP
	kindRouteTable
	kindFirewall
	kindFirewallPolicy
	kindFirewallRules
	kindBastion
	kindPrivateEndpoint
	kindDNSLink
	kindLogAnalytics
	kindInsights
	kindPrivateLinkScope
	kindScopedResource
	kindDataEndpoint
	kindDataRule
	kindDiagnostics
	kindStorage
	kindKeyVault
	kindRegistry
	kindWorkspace
	kindCompute
	kindOnlineEndpoint
	kindIdentity
	kindCluster
	kindTrustedAccess
)

// naming is how resources of one kind are named: the abbreviation of the Cloud
// Adoption Framework, where it has one, and the rule that Azure enforces.
type naming struct {
	kind kind
	// prefix comes before the base name. Names without hyphens are glued.
	prefix string
	glued  bool
	// what names the kind in a sentence.
	what string
	// min and max bound the length; pattern is the form.
	min, max int
	pattern  string
	// rule is pattern in words.
	rule string
}

const (
	anyResource = `^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$`
	hyphenated  = `^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$`
)

// namings holds one row for each kind, in the order of the kinds. Sources:
// learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
// and …/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations,
// read on 2026-11-23. Where a name has a second user with a stricter rule, as
// a node pool's resource group has, the stricter one stands here.
var namings = sync.OnceValue(func() []naming {
	return []naming{
		{kind: kindResourceGroup, prefix: "rg-", what: "resource group", min: 1, max: 63, pattern: anyResource},
		{kind: kindVNet, prefix: "vnet-", what: "virtual network", min: 2, max: 63, pattern: anyResource},
		{kind: kindSubnet, prefix: "snet-", what: "subnet", min: 1, max: 63, pattern: anyResource},
		{kind: kindNSG, prefix: "nsg-", what: "network security group", min: 1, max: 80, pattern: anyResource},
		{kind: kindNATGateway, prefix: "ng-", what: "NAT gateway", min: 1, max: 80, pattern: anyResource},
		{kind: kindPublicIP, prefix: "pip-", what: "public IP address", min: 1, max: 80, pattern: anyResource},
		{kind: kindRouteTable, prefix: "rt-", what: "route table", min: 1, max: 80, pattern: anyResource},
		{kind: kindFirewall, prefix: "afw-", what: "firewall", min: 1, max: 56, pattern: anyResource},
		{kind: kindFirewallPolicy, prefix: "afwp-", what: "firewall policy", min: 1, max: 80, pattern: anyResource},
		{kind: kindFirewallRules, prefix: "rcg-", what: "rule collection group", min: 1, max: 80, pattern: anyResource},
		{kind: kindBastion, prefix: "bas-", what: "Bastion host", min: 1, max: 80, pattern: anyResource},
		{kind: kindPrivateEndpoint, prefix: "pep-", what: "private endpoint", min: 2, max: 64, pattern: anyResource},
		{kind: kindDNSLink, prefix: "link-", what: "virtual network link", min: 1, max: 80, pattern: anyResource},
		{kind: kindLogAnalytics, prefix: "log-", what: "Log Analytics workspace", min: 4, max: 63, pattern: hyphenated, rule: "letters, digits and hyphens"},
		{kind: kindInsights, prefix: "appi-", what: "Application Insights component", min: 1, max: 255, pattern: anyResource},
		{kind: kindPrivateLinkScope, prefix: "ampls-", what: "Azure Monitor private link scope", min: 1, max: 255, pattern: anyResource},
		{kind: kindScopedResource, prefix: "scoped-", what: "scoped resource", min: 1, max: 255, pattern: anyResource},
		{kind: kindDataEndpoint, prefix: "dce-", what: "data collection endpoint", min: 3, max: 44, pattern: hyphenated},
		{kind: kindDataRule, prefix: "dcr-", what: "data collection rule", min: 3, max: 64, pattern: hyphenated},
		{kind: kindDiagnostics, prefix: "diag-", what: "diagnostic setting", min: 1, max: 260, pattern: anyResource},
		{kind: kindStorage, prefix: "st", glued: true, what: "storage account", min: 3, max: 24, pattern: `^[a-z0-9]+$`, rule: "lower-case letters and digits, unique in Azure"},
		{kind: kindKeyVault, prefix: "kv-", what: "key vault", min: 3, max: 24, pattern: `^[A-Za-z]([A-Za-z0-9]|-[A-Za-z0-9])*$`, rule: "letters, digits and single hyphens, the first a letter, unique in Azure, recently deleted vaults included"},
		{kind: kindRegistry, prefix: "cr", glued: true, what: "container registry", min: 5, max: 50, pattern: `^[A-Za-z0-9]+$`, rule: "letters and digits, unique in Azure"},
		{kind: kindWorkspace, prefix: "mlw-", what: "Azure Machine Learning workspace", min: 3, max: 33, pattern: `^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9_])$`, rule: "letters, digits, hyphens and underscores; a recently deleted workspace blocks its name until it is purged"},
		{kind: kindCompute, prefix: "mlc-", what: "compute target", min: 3, max: 24, pattern: `^[A-Za-z][A-Za-z0-9-]*[A-Za-z]$`},
		{kind: kindOnlineEndpoint, prefix: "moe-", what: "managed online endpoint", min: 3, max: 32, pattern: `^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$`, rule: "letters, digits and hyphens, the first a letter, unique in the region"},
		{kind: kindIdentity, prefix: "id-", what: "managed identity", min: 3, max: 128, pattern: `^[A-Za-z0-9][A-Za-z0-9_-]*$`},
		{kind: kindCluster, prefix: "aks-", what: "AKS cluster", min: 1, max: 63, pattern: `^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$`},
		{kind: kindTrustedAccess, prefix: "ta-", what: "trusted access role binding", min: 1, max: 24, pattern: `^[A-Za-z0-9][A-Za-z0-9-]*$`},
	}
})

// namingOf is the row of k.
func namingOf(k kind) naming {
	for _, n := range namings() {
		if n.kind == k {
			return n
		}
	}
	return naming{}
}

// accepts reports whether Azure takes name for a resource of the kind.
func (n naming) accepts(name string) bool {
	if len(name) < n.min || len(name) > n.max || isReserved(name) {
		return false
	}
	ok, err := regexp.MatchString(n.pattern, name)
	return err == nil && ok
}

// base is the beginning of a name: "nsg-fraud", "stfraud".
func (n naming) base(name string) string { return n.prefix + name }

// isReserved reports whether name holds a word that Azure keeps for itself.
func isReserved(name string) bool {
	low := strings.ToLower(name)
	return strings.Contains(low, "microsoft") || strings.Contains(low, "windows") || strings.HasPrefix(low, "login")
}

const (
	// suffixLength is how many characters of nameSuffix a unique name takes: with
	// ten, the longest base name still fits the 24 characters of a vault.
	suffixLength = 10
	// exampleSuffix stands for what uniqueString returns, in names shown to people.
	exampleSuffix = "k7m2xq9w4r"
)

// fixedName names a resource that is unique within the environment's own
// group: fixedName(kindNSG, "cluster") is "nsg-fraud-cluster", and without
// parts, fixedName(kindVNet) is "vnet-fraud".
func (b *builder) fixedName(k kind, parts ...string) Name {
	n := namingOf(k)
	sep := "-"
	if n.glued {
		sep = ""
	}
	return givenName(strings.Join(append([]string{n.base(b.in.Name.V)}, parts...), sep))
}

// hashedName names a resource among those of others: a name of its kind that
// ends in the hash of an id.
func hashedName(k kind, id Ref) Name {
	n := namingOf(k)
	return Name{Text: n.prefix, Hash: id, Example: n.prefix + exampleSuffix}
}

// givenName is a name that somebody else chose: Azure, or an existing resource.
func givenName(name string) Name { return Name{Text: name, Example: name} }

// uniqueName names a resource whose name is taken by others in Azure, or stays
// taken after deletion. The name is a parameter, declared here; its default
// ends with part of the parameter nameSuffix.
func (b *builder) uniqueName(k kind, param string) Name {
	n := namingOf(k)
	prefix := n.base(b.in.Name.V)
	if !n.glued {
		prefix += "-"
	}
	b.useParam(symNameSuffix)
	b.addParam(Param{
		Origin:      origin(b.in.Name, "lets the deployer choose the name of the "+n.what),
		Name:        param,
		Type:        "string",
		Description: fmt.Sprintf("Name of the %s: %d to %d characters, %s.", n.what, n.min, n.max, n.rule),
		Default:     Unique{Prefix: prefix, Length: suffixLength},
		MinLength:   n.min,
		MaxLength:   n.max,
	})
	return Name{Param: param, Example: prefix + exampleSuffix}
}
