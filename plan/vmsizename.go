package plan

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// sizeName takes the name of a size apart: family, number, number of vCPUs when
// some are switched off, letters, and the rest, which may end in a version.
var sizeName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^Standard_([A-Z]+?)([0-9]+)(?:-([0-9]+))?([A-Z]*)((?:_[A-Z0-9]+)*)$`)
})

// sizeOf is what is known of a size: its row in the table or, of one that is
// not there, what its name tells. known says that it is the row.
func sizeOf(name string) (size vmSize, known bool) {
	if size, ok := vmSizeNamed(name); ok {
		return size, true
	}
	m := sizeName().FindStringSubmatch(name)
	if m == nil {
		return vmSize{}, false
	}
	family, number, active, letters, rest := strings.ToUpper(m[1]), m[2], m[3], m[4], strings.ToLower(m[5])
	if letters == "" && countsSteps(family, rest) {
		return vmSize{}, false
	}
	if active != "" {
		number = active
	}
	vcpu, err := strconv.Atoi(number)
	if err != nil {
		return vmSize{}, false
	}
	return vmSize{name: name, vcpu: vcpu, burstable: family == "B"}, false
}

// countsSteps reports whether the number in the names of a family is a step of
// its price list, as in Standard_D3_v2, and not its vCPUs, as in Standard_D4_v3.
func countsSteps(family, rest string) bool {
	switch family {
	case "D", "DS":
		return !strings.Contains(rest, "_v") || strings.HasPrefix(rest, "_v2")
	case "A", "G", "GS":
		return !strings.Contains(rest, "_v")
	}
	return false
}
