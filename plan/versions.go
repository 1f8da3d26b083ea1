package plan

import (
	"strconv"
	"strings"
)

// kubernetesAsOf is the month in which the table was last compared with AKS's
// calendar of releases.
const kubernetesAsOf = "2026-11"

// kubernetesMinor is one minor version of Kubernetes on AKS.
type kubernetesMinor struct {
	minor int
	// end is the last month of support without a long-term plan.
	end string
}

// kubernetesMinors are the versions 1.x of AKS by age. Those of long-term
// support only count as ended: they need the Premium tier and a plan of their
// own. The newest has no published end yet; a year is what the others had.
func kubernetesMinors() []kubernetesMinor {
	return []kubernetesMinor{
		{31, "2025-11"},
		{32, "2026-03"},
		{33, "2026-07"},
		{34, "2026-11"},
		{35, "2027-03"},
		{36, "2027-06"},
		{37, "2027-10"},
	}
}

// checkVersion compares the version of Kubernetes with the table.
func (b *builder) checkVersion() {
	v := b.in.Inference.Cluster.KubernetesVersion
	if v.V == "" {
		return
	}
	minors := kubernetesMinors()
	newest := minors[len(minors)-1].minor
	major, minor := splitVersion(v.V)
	switch {
	case major != 1 || minor > newest:
		b.warn("AML417", v.Span, "ask \"az aks get-versions\", or leave kubernetesVersion out for Azure's default",
			"kubernetesVersion %q is newer than the table as of %s, which ends with 1.%d", v.V, kubernetesAsOf, newest)
		return
	case endOf(minor) < kubernetesAsOf:
		b.fail("AML516", v.Span, "write \"1."+strconv.Itoa(newest-1)+"\", or leave kubernetesVersion out for Azure's default",
			"kubernetesVersion %q is out of support%s", v.V, since(minor))
	case endOf(minor) == kubernetesAsOf:
		b.warn("AML417", v.Span, "write \"1."+strconv.Itoa(newest-1)+"\", or leave kubernetesVersion out for Azure's default",
			"support of kubernetesVersion %q ends in %s", v.V, endOf(minor))
	}
}

// endOf is the last month of support of 1.minor; empty for one before the table.
func endOf(minor int) string {
	for _, m := range kubernetesMinors() {
		if m.minor == minor {
			return m.end
		}
	}
	return ""
}

func since(minor int) string {
	if end := endOf(minor); end != "" {
		return " since " + end
	}
	return ""
}

// splitVersion reads "1.35"; parts that are no numbers count as 0.
func splitVersion(s string) (major, minor int) {
	before, after, _ := strings.Cut(s, ".")
	major, _ = strconv.Atoi(before)
	minor, _ = strconv.Atoi(after)
	return major, minor
}
