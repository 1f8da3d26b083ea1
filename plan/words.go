package plan

import (
	"fmt"
	"strings"
	"unicode"
)

// publicIPSuffix ends the symbol of a public address, behind that of its owner.
const publicIPSuffix = "PublicIp"

// inWords is a symbol as people would say it: "the endpoints NSG" for
// endpointsNsg.
func inWords(symbol string) string {
	switch symbol {
	case symInsights:
		return "Application Insights"
	case symLogAnalytics:
		return "the Log Analytics workspace"
	case symBastion:
		return "the Bastion host"
	case symFirewall:
		return "the Azure Firewall"
	case symNATGateway + publicIPSuffix:
		return "the NAT gateway's public IP address"
	case symFirewall + publicIPSuffix:
		return "the firewall's public IP address"
	case symBastion + publicIPSuffix:
		return "the Bastion host's public IP address"
	}
	var b strings.Builder
	for _, r := range symbol {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	words := strings.ReplaceAll(b.String(), " nsg", " NSG")
	return "the " + strings.ReplaceAll(words, "bastion", "Bastion")
}

// counted is a number of things: "1 node", "3 nodes".
func counted[N ~int | ~uint64](n N, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
