package plan

import (
	"fmt"
	"strings"
	"unicode"
)

// inWords is a symbol as people would say it: "the endpoints NSG" for
// endpointsNsg.
func inWords(symbol string) string {
	switch symbol {
	case symInsights:
		return "Application Insights"
	case symLogAnalytics:
		return "the Log Analytics workspace"
	}
	var b strings.Builder
	for _, r := range symbol {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return "the " + strings.NewReplacer(" nsg", " NSG", " ip", " IP").Replace(b.String())
}

// counted is a number of things: "1 node", "3 nodes".
func counted[N ~int | ~uint64](n N, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
