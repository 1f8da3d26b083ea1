package schemas_test

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/schemas"
)

// TestLeads looks for properties as Azure Policy names them.
func TestLeads(t *testing.T) {
	s := schemas.New()
	for _, tt := range []struct {
		typ, path string
		want      schemas.Lead
	}{
		{"microsoft.storage/STORAGEACCOUNTS", "minimumtlsversion", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.Storage/storageAccounts", "sku.name", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.Storage/storageAccounts", "keyCreationTime.key1", schemas.Lead{Known: true, Found: true, ReadOnly: true}},
		{"Microsoft.Storage/storageAccounts", "minimumTlsVersions", schemas.Lead{Known: true}},
		{"Microsoft.Storage/storageAccounts", "minimumTlsVersion.x", schemas.Lead{Known: true}},
		{"Microsoft.Network/virtualNetworks", "subnets.defaultOutboundAccess", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.MachineLearningServices/workspaces/computes", "subnet.id", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.Storage/storageAccounts", "tags.anything", schemas.Lead{Known: true, Found: true}},
		{"Microsoft.Nothing/here", "x", schemas.Lead{}},
	} {
		if got := s.Leads(tt.typ, strings.Split(tt.path, ".")); got != tt.want {
			t.Errorf("%s %s: %+v, wanted %+v", tt.typ, tt.path, got, tt.want)
		}
	}
}
