package plan

import (
	"regexp"
	"testing"
)

func TestSizeOf(t *testing.T) {
	for _, c := range []struct {
		name      string
		vcpu      int
		burstable bool
	}{
		{"Standard_A1_v2", 1, false},
		{"standard_a2m_V2", 2, false},
		{"Standard_D4s_v9", 4, false},
		{"Standard_D8_v9", 8, false},
		{"Standard_E16-4s_v9", 4, false},
		{"Standard_DC2s_v9", 2, false},
		{"Standard_B2xs_v9", 2, true},
		{"Standard_NC24ads_X900_v9", 24, false},
		{"Standard_HB120rs_v9", 120, false},
		{"Standard_F4", 4, false},
		{"Standard_D1", 0, false},
		{"Standard_DS2", 0, false},
		{"Standard_DS2_v2_Promo", 0, false},
		{"Standard_A3", 0, false},
		{"Standard_GS5", 0, false},
		{"Standard_X", 0, false},
		{"Basic_A1", 0, false},
	} {
		got, known := sizeOf(c.name)
		if known || got.vcpu != c.vcpu || got.burstable != c.burstable {
			t.Errorf("%s: got %d vCPUs, burstable %t, known %t", c.name, got.vcpu, got.burstable, known)
		}
	}
	if got, known := sizeOf("Standard_D4s_v5"); !known || got.memory == 0 {
		t.Errorf("the table is passed over: %+v", got)
	}
}

// TestNamesTellTheTruth compares what names tell with the table.
func TestNamesTellTheTruth(t *testing.T) {
	for _, s := range vmSizes() {
		m := sizeName().FindStringSubmatch(s.name)
		if m == nil {
			t.Errorf("%s: not read", s.name)
			continue
		}
		// With other figures behind the version it is no longer in the table.
		other := regexp.MustCompile(`_v[0-9]+`).ReplaceAllString(s.name, "${0}x")
		if got, known := sizeOf(other); !known && got.vcpu != 0 && got.vcpu != s.vcpu {
			t.Errorf("%s has %d vCPUs, and its name tells %d", s.name, s.vcpu, got.vcpu)
		}
	}
}
