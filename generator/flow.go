package generator

import (
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
func tagOf(p plan.Peer) string {
	if p.Regional {
		return "'" + escape(p.Tag) + ".${location}'"
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
	return linesOf(items)
}

// hostList writes host names of a firewall rule, one a line.
func hostList(hosts []plan.Host) string {
	items := make([]string, len(hosts))
	for i, h := range hosts {
		items[i] = hostOf(h)
	}
	return linesOf(items)
}

// hostOf writes a host name. The hosts that every cloud has under a name of
// its own are read from environment(), as Bicep's linter asks.
func hostOf(h plan.Host) string {
	switch h.Text {
	case "management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn":
		return "split(environment().resourceManager, '/')[2]"
	case "login.microsoftonline.com", "login.microsoftonline.us", "login.chinacloudapi.cn":
		return "split(environment().authentication.loginEndpoint, '/')[2]"
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
