package plan

import (
	"strings"
	"sync"
)

// The clouds, as the intent spells them.
const (
	cloudPublic = "AzureCloud"
	cloudUSGov  = "AzureUSGovernment"
	cloudChina  = "AzureChinaCloud"
)

// region is one region of Azure.
type region struct {
	cloud, name, display string
	// zones says that it has three availability zones.
	zones bool
	// tagless says that it has no service tags of its own yet, such as
	// Storage.<region>; the tags of the whole cloud serve instead.
	tagless bool
	// noWorkspaces says that Azure Machine Learning is documented as not
	// available there; for most regions of AzureCloud no list was found.
	noWorkspaces bool
}

// tagName is the region as service tags spell it: its display name without spaces.
func (r region) tagName() string { return strings.ReplaceAll(r.display, " ", "") }

// regionsAsOf is the day on which the table was last compared with its sources:
// answers of the Locations API, the service tag files, and the feature matrix
// of Azure Machine Learning across clouds.
const regionsAsOf = "2026-11-23"

// regions holds the regions by cloud and name. A region whose zones are not
// documented counts as having none. The table is made once.
var regions = sync.OnceValue(func() []region {
	return []region{
		{cloud: cloudPublic, name: "australiacentral", display: "Australia Central"},
		{cloud: cloudPublic, name: "australiacentral2", display: "Australia Central 2"},
		{cloud: cloudPublic, name: "australiaeast", display: "Australia East", zones: true},
		{cloud: cloudPublic, name: "australiasoutheast", display: "Australia Southeast"},
		{cloud: cloudPublic, name: "austriaeast", display: "Austria East", zones: true},
		{cloud: cloudPublic, name: "belgiumcentral", display: "Belgium Central", zones: true},
		{cloud: cloudPublic, name: "brazilsouth", display: "Brazil South", zones: true},
		{cloud: cloudPublic, name: "brazilsoutheast", display: "Brazil Southeast"},
		{cloud: cloudPublic, name: "canadacentral", display: "Canada Central", zones: true},
		{cloud: cloudPublic, name: "canadaeast", display: "Canada East"},
		{cloud: cloudPublic, name: "centralindia", display: "Central India", zones: true},
		{cloud: cloudPublic, name: "centralus", display: "Central US", zones: true},
		{cloud: cloudPublic, name: "centraluseuap", display: "Central US EUAP", zones: true},
		{cloud: cloudPublic, name: "chilecentral", display: "Chile Central", zones: true},
		{cloud: cloudPublic, name: "denmarkeast", display: "Denmark East", zones: true},
		{cloud: cloudPublic, name: "eastasia", display: "East Asia", zones: true},
		{cloud: cloudPublic, name: "eastus", display: "East US", zones: true},
		{cloud: cloudPublic, name: "eastus2", display: "East US 2", zones: true},
		{cloud: cloudPublic, name: "eastus2euap", display: "East US 2 EUAP", zones: true},
		{cloud: cloudPublic, name: "francecentral", display: "France Central", zones: true},
		{cloud: cloudPublic, name: "francesouth", display: "France South"},
		{cloud: cloudPublic, name: "germanynorth", display: "Germany North"},
		{cloud: cloudPublic, name: "germanywestcentral", display: "Germany West Central", zones: true},
		{cloud: cloudPublic, name: "indonesiacentral", display: "Indonesia Central", zones: true},
		{cloud: cloudPublic, name: "israelcentral", display: "Israel Central", zones: true},
		{cloud: cloudPublic, name: "italynorth", display: "Italy North", zones: true},
		{cloud: cloudPublic, name: "japaneast", display: "Japan East", zones: true},
		{cloud: cloudPublic, name: "japanwest", display: "Japan West", zones: true},
		{cloud: cloudPublic, name: "jioindiacentral", display: "Jio India Central"},
		{cloud: cloudPublic, name: "jioindiawest", display: "Jio India West"},
		{cloud: cloudPublic, name: "koreacentral", display: "Korea Central", zones: true},
		{cloud: cloudPublic, name: "koreasouth", display: "Korea South"},
		{cloud: cloudPublic, name: "malaysiawest", display: "Malaysia West", zones: true},
		{cloud: cloudPublic, name: "mexicocentral", display: "Mexico Central", zones: true},
		{cloud: cloudPublic, name: "newzealandnorth", display: "New Zealand North", zones: true},
		{cloud: cloudPublic, name: "northcentralus", display: "North Central US"},
		{cloud: cloudPublic, name: "northeurope", display: "North Europe", zones: true},
		{cloud: cloudPublic, name: "norwayeast", display: "Norway East", zones: true},
		{cloud: cloudPublic, name: "norwaywest", display: "Norway West"},
		{cloud: cloudPublic, name: "polandcentral", display: "Poland Central", zones: true},
		{cloud: cloudPublic, name: "qatarcentral", display: "Qatar Central", zones: true},
		{cloud: cloudPublic, name: "southafricanorth", display: "South Africa North", zones: true},
		{cloud: cloudPublic, name: "southafricawest", display: "South Africa West"},
		{cloud: cloudPublic, name: "southcentralus", display: "South Central US", zones: true},
		{cloud: cloudPublic, name: "southeastasia", display: "Southeast Asia", zones: true},
		{cloud: cloudPublic, name: "southindia", display: "South India"},
		{cloud: cloudPublic, name: "spaincentral", display: "Spain Central", zones: true},
		{cloud: cloudPublic, name: "swedencentral", display: "Sweden Central", zones: true},
		{cloud: cloudPublic, name: "swedensouth", display: "Sweden South"},
		{cloud: cloudPublic, name: "switzerlandnorth", display: "Switzerland North", zones: true},
		{cloud: cloudPublic, name: "switzerlandwest", display: "Switzerland West"},
		{cloud: cloudPublic, name: "uaecentral", display: "UAE Central"},
		{cloud: cloudPublic, name: "uaenorth", display: "UAE North", zones: true},
		{cloud: cloudPublic, name: "uksouth", display: "UK South", zones: true},
		{cloud: cloudPublic, name: "ukwest", display: "UK West"},
		{cloud: cloudPublic, name: "westcentralus", display: "West Central US"},
		{cloud: cloudPublic, name: "westeurope", display: "West Europe", zones: true},
		{cloud: cloudPublic, name: "westindia", display: "West India"},
		{cloud: cloudPublic, name: "westus", display: "West US"},
		{cloud: cloudPublic, name: "westus2", display: "West US 2", zones: true},
		{cloud: cloudPublic, name: "westus3", display: "West US 3", zones: true},
		{cloud: cloudUSGov, name: "usdodcentral", display: "US DoD Central", noWorkspaces: true},
		{cloud: cloudUSGov, name: "usdodeast", display: "US DoD East", noWorkspaces: true},
		{cloud: cloudUSGov, name: "usgovarizona", display: "US Gov Arizona"},
		{cloud: cloudUSGov, name: "usgovtexas", display: "US Gov Texas", noWorkspaces: true},
		{cloud: cloudUSGov, name: "usgovvirginia", display: "US Gov Virginia", zones: true},
		{cloud: cloudChina, name: "chinaeast", display: "China East", noWorkspaces: true},
		{cloud: cloudChina, name: "chinaeast2", display: "China East 2"},
		{cloud: cloudChina, name: "chinaeast3", display: "China East 3", noWorkspaces: true},
		{cloud: cloudChina, name: "chinanorth", display: "China North", noWorkspaces: true},
		{cloud: cloudChina, name: "chinanorth2", display: "China North 2", noWorkspaces: true},
		{cloud: cloudChina, name: "chinanorth3", display: "China North 3", zones: true, noWorkspaces: true},
	}
})
