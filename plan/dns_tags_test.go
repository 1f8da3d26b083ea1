package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/intent"
)

// TestZoneTags checks how many tags an intent may have, by who makes the zones.
func TestZoneTags(t *testing.T) {
	tags := func(n int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("t%d: x", i))
		}
		return "tags: {" + strings.Join(list, ", ") + "}\n"
	}
	const elsewhere = "network: {privateDns: {zones: none}}\n"
	for _, tt := range []struct {
		name, body string
		opts       Options
		refused    bool
	}{
		{"with the owner's", tags(14), Options{}, false},
		{"one too many", tags(15), Options{}, true},
		{"with azd's", tags(13), Options{AZD: true}, false},
		{"one too many with azd's", tags(14), Options{AZD: true}, true},
		{"zones elsewhere", tags(40) + elsewhere, Options{}, false},
	} {
		in, diags := intent.Parse("intent.yaml", []byte(head+tt.body))
		if in == nil {
			t.Fatal(diags.Err())
		}
		_, diags = BuildWith(in, tt.opts)
		refused := strings.Contains(fmt.Sprint(diags.Err()), "takes no more")
		if refused != tt.refused {
			t.Errorf("%s: refused %v: %v", tt.name, refused, diags.Err())
		}
	}
}
