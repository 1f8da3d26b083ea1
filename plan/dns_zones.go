package plan

// zoneRow is one private DNS zone of one service in one cloud.
type zoneRow struct {
	cloud string
	// service is the sub-resource whose endpoints have records in the zone.
	service string
	// key tells the zones of a service apart: it is the beginning of the
	// symbol and the name of the zone in a zone group.
	key string
	// text is the zone's name; storage appends the cloud's storage host suffix.
	text    string
	storage bool
}

// zoneRows are the private DNS zones by cloud and service. Sources, read on
// 2026-11-23: learn.microsoft.com/azure/private-link/private-endpoint-dns and
// …/azure/machine-learning/how-to-custom-dns; the names of registries outside
// AzureCloud from Azure's samples. The zone of vaults is not the one that
// environment().suffixes.keyvaultDns tells, hence the table. No zones of
// Azure Monitor are published for AzureChinaCloud. Of those in
// AzureUSGovernment, the one of Data Explorer is left out: a zone group takes
// five, and nothing here queries it.
func zoneRows() []zoneRow {
	return []zoneRow{
		{cloud: cloudPublic, service: "amlworkspace", key: "workspaceApi", text: "privatelink.api.azureml.ms"},
		{cloud: cloudPublic, service: "amlworkspace", key: "notebooks", text: "privatelink.notebooks.azure.net"},
		{cloud: cloudPublic, service: "azuremonitor", key: "monitor", text: "privatelink.monitor.azure.com"},
		{cloud: cloudPublic, service: "azuremonitor", key: "oms", text: "privatelink.oms.opinsights.azure.com"},
		{cloud: cloudPublic, service: "azuremonitor", key: "ods", text: "privatelink.ods.opinsights.azure.com"},
		{cloud: cloudPublic, service: "azuremonitor", key: "agentService", text: "privatelink.agentsvc.azure-automation.net"},
		{cloud: cloudPublic, service: "registry", key: "registry", text: "privatelink.azurecr.io"},
		{cloud: cloudPublic, service: "vault", key: "vault", text: "privatelink.vaultcore.azure.net"},

		{cloud: cloudUSGov, service: "amlworkspace", key: "workspaceApi", text: "privatelink.api.ml.azure.us"},
		{cloud: cloudUSGov, service: "amlworkspace", key: "notebooks", text: "privatelink.notebooks.usgovcloudapi.net"},
		{cloud: cloudUSGov, service: "azuremonitor", key: "monitor", text: "privatelink.monitor.azure.us"},
		{cloud: cloudUSGov, service: "azuremonitor", key: "oms", text: "privatelink.oms.opinsights.azure.us"},
		{cloud: cloudUSGov, service: "azuremonitor", key: "ods", text: "privatelink.ods.opinsights.azure.us"},
		{cloud: cloudUSGov, service: "azuremonitor", key: "agentService", text: "privatelink.agentsvc.azure-automation.us"},
		{cloud: cloudUSGov, service: "registry", key: "registry", text: "privatelink.azurecr.us"},
		{cloud: cloudUSGov, service: "vault", key: "vault", text: "privatelink.vaultcore.usgovcloudapi.net"},

		{cloud: cloudChina, service: "amlworkspace", key: "workspaceApi", text: "privatelink.api.ml.azure.cn"},
		{cloud: cloudChina, service: "amlworkspace", key: "notebooks", text: "privatelink.notebooks.chinacloudapi.cn"},
		{cloud: cloudChina, service: "registry", key: "registry", text: "privatelink.azurecr.cn"},
		{cloud: cloudChina, service: "vault", key: "vault", text: "privatelink.vaultcore.azure.cn"},

		// The zones of storage are the same in every cloud but for the suffix.
		// Azure Monitor keeps what agents download in one of them.
		{service: "azuremonitor", key: "blob", text: "privatelink.blob.", storage: true},
		{service: "blob", key: "blob", text: "privatelink.blob.", storage: true},
		{service: "dfs", key: "dfs", text: "privatelink.dfs.", storage: true},
		{service: "file", key: "file", text: "privatelink.file.", storage: true},
		{service: "queue", key: "queue", text: "privatelink.queue.", storage: true},
		{service: "table", key: "table", text: "privatelink.table.", storage: true},
	}
}

// zonesOf are the zones of a service in a cloud.
func zonesOf(cloud, service string) []zoneRow {
	var rows []zoneRow
	for _, r := range zoneRows() {
		if r.service == service && (r.cloud == cloud || r.cloud == "") {
			rows = append(rows, r)
		}
	}
	return rows
}

// storageSuffix is the end of the host names of storage in a cloud.
func storageSuffix(cloud string) string {
	switch cloud {
	case cloudUSGov:
		return "core.usgovcloudapi.net"
	case cloudChina:
		return "core.chinacloudapi.cn"
	}
	return "core.windows.net"
}

// symbol is the zone's symbolic name.
func (r zoneRow) symbol() string { return r.key + "Zone" }

// name is the zone's name in a cloud.
func (r zoneRow) name(cloud string) Name {
	if !r.storage {
		return givenName(r.text)
	}
	return Name{Text: r.text, StorageSuffix: storageSuffix(cloud), Example: r.text + storageSuffix(cloud)}
}
