package armsim

import (
	"strconv"
	"strings"
)

// Size is a size of virtual machines in a region.
type Size struct {
	Name, Family, Location string
	VCPUs                  int
	Zones                  []string
	// Reason is why the subscription may not use it, NotAvailableForSubscription
	// or QuotaId; RestrictedZones are those meant, none for the whole region.
	Reason          string
	RestrictedZones []string
}

// sizes are the sizes that every region has.
func sizes() []struct {
	name, family string
	cpus         int
} {
	return []struct {
		name, family string
		cpus         int
	}{
		{"Standard_D2s_v3", "standardDSv3Family", 2}, {"Standard_D4s_v3", "standardDSv3Family", 4}, {"Standard_D8s_v3", "standardDSv3Family", 8}, {"Standard_D16s_v3", "standardDSv3Family", 16},
		{"Standard_DS2_v2", "standardDSv2Family", 2}, {"Standard_DS3_v2", "standardDSv2Family", 4}, {"Standard_DS4_v2", "standardDSv2Family", 8}, {"Standard_DS5_v2", "standardDSv2Family", 16},
		{"Standard_D2s_v5", "standardDSv5Family", 2}, {"Standard_D4s_v5", "standardDSv5Family", 4}, {"Standard_D8s_v5", "standardDSv5Family", 8}, {"Standard_D16s_v5", "standardDSv5Family", 16},
		{"Standard_D2ds_v5", "standardDDSv5Family", 2}, {"Standard_D4ds_v5", "standardDDSv5Family", 4}, {"Standard_D8ds_v5", "standardDDSv5Family", 8},
		{"Standard_D4as_v5", "standardDASv5Family", 4}, {"Standard_D8as_v5", "standardDASv5Family", 8}, {"Standard_D4ads_v5", "standardDADSv5Family", 4},
		{"Standard_D4s_v6", "StandardDsv6Family", 4}, {"Standard_D8s_v6", "StandardDsv6Family", 8}, {"Standard_D4ds_v6", "StandardDdsv6Family", 4},
		{"Standard_E4s_v5", "standardESv5Family", 4}, {"Standard_E8s_v5", "standardESv5Family", 8}, {"Standard_F4s_v2", "standardFSv2Family", 4}, {"Standard_F8s_v2", "standardFSv2Family", 8},
		{"Standard_F16s_v2", "standardFSv2Family", 16}, {"Standard_B4ms", "standardBSFamily", 4}, {"Standard_NC6s_v3", "standardNCSv3Family", 6}, {"Standard_NC12s_v3", "standardNCSv3Family", 12},
		{"Standard_NC4as_T4_v3", "Standard NCASv3_T4 Family", 4}, {"Standard_NC8as_T4_v3", "Standard NCASv3_T4 Family", 8}, {"Standard_NC16as_T4_v3", "Standard NCASv3_T4 Family", 16},
		{"Standard_NC24ads_A100_v4", "StandardNCADSA100v4Family", 24}, {"Standard_NC40ads_H100_v5", "StandardNCadsH100v5Family", 40},
	}
}

// body is a size as Azure Resource Manager lists it.
func (size *Size) body() object {
	restrictions := []any{}
	if size.Reason != "" {
		kind, values := "Location", []string{size.Location}
		info := object{"locations": []string{size.Location}}
		if len(size.RestrictedZones) > 0 {
			kind, info["zones"] = "Zone", size.RestrictedZones
		}
		restrictions = append(restrictions, object{"type": kind, "values": values, "restrictionInfo": info, "reasonCode": size.Reason})
	}
	_, rest, _ := strings.Cut(size.Name, "_")
	return object{
		"resourceType": "virtualMachines", "name": size.Name, "tier": "Standard", "size": rest, "family": size.Family, "locations": []string{size.Location},
		"locationInfo": []any{object{"location": size.Location, "zones": orEmpty(size.Zones), "zoneDetails": []any{}}},
		"capabilities": []any{object{"name": "vCPUs", "value": strconv.Itoa(size.VCPUs)}, object{"name": "MemoryGB", "value": strconv.Itoa(size.VCPUs * 4)}, object{"name": "PremiumIO", "value": "True"}},
		"restrictions": restrictions,
	}
}
