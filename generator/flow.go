package generator

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/plan"
)

// peerOf writes one end of a rule, "source" or "destination", in the singular
// or the plural form of its property.
func peerOf(end string, p plan.Peer) string {
	switch {
	case p.Param != "":
		return end + "AddressPrefixes: " + p.Param
	case len(p.Prefixes) == 1:
		return end + "AddressPrefix: " + quote(p.Prefixes[0].String())
	case len(p.Prefixes) > 1:
		return end + "AddressPrefixes: " + prefixList(p.Prefixes)
	default:
		return end + "AddressPrefix: " + tagOf(p)
	}
}

// tagOf writes a service tag, of the deployment's region where it is regional.
// Azure takes any case, but its portal shows only the canonical one.
func tagOf(p plan.Peer) string {
	if p.Regional {
		return "'" + escape(p.Tag) + ".${serviceTagRegion}'"
	}
	return quote(p.Tag)
}

// portsOf writes the destination ports of a rule in the singular or the plural
// form of the property.
func portsOf(ports []string) string {
	if len(ports) == 1 {
		return "destinationPortRange: " + quote(ports[0])
	}
	return "destinationPortRanges: " + listOf(quoted(ports))
}

// tagList writes the destinations of a firewall's network rule: each peer is a
// tag or prefixes.
func tagList(peers []plan.Peer) string {
	var items []string
	for _, p := range peers {
		if len(p.Prefixes) > 0 {
			items = append(items, quoted(p.Prefixes)...)
			continue
		}
		items = append(items, tagOf(p))
	}
	return listOf(items)
}

// hostList writes host names of a firewall rule, one a line.
func hostList(hosts []plan.Host) string {
	items := make([]string, len(hosts))
	for i, h := range hosts {
		items[i] = hostOf(h)
	}
	return linesOf(items)
}

// cloudHosts are the hosts that every cloud has under a name of its own, and
// where environment() has them, as Bicep's linter asks.
func cloudHosts() []cloudHost {
	return []cloudHost{
		{"split(environment().resourceManager, '/')[2]", []string{"management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn"}},
		{"split(environment().authentication.loginEndpoint, '/')[2]", []string{"login.microsoftonline.com", "login.microsoftonline.us", "login.chinacloudapi.cn"}},
		{"split(environment().graph, '/')[2]", []string{"graph.windows.net", "graph.chinacloudapi.cn"}},
		{"'*${environment().suffixes.keyvaultDns}'", []string{"*.vault.azure.net", "*.vault.usgovcloudapi.net", "*.vault.azure.cn"}},
	}
}

type cloudHost struct {
	bicep string
	names []string
}

// hostOf writes a host name.
func hostOf(h plan.Host) string {
	for _, c := range cloudHosts() {
		if slices.Contains(c.names, h.Text) {
			return c.bicep
		}
	}
	text := escape(h.Text)
	if h.Regional {
		text = strings.ReplaceAll(text, "%", "${location}")
	}
	if h.StorageSuffix {
		text = strings.TrimSuffix(text, ".") + "." + storageSuffix
	}
	return "'" + text + "'"
}
