package snapshot

// cloud is what environment() says of one of Azure's clouds. An empty text is
// not known.
type cloud struct {
	name                                                        Cloud
	gallery, graph, portal, dataLake, batch, media, sql, arm    string
	login, audience                                             string
	acr, analytics, lake, frontDoor, keyVault, sqlHost, storage string
}

// clouds are the values of Azure's own documentation and of "az cloud list".
func clouds() []cloud {
	return []cloud{
		{
			AzureCloud,
			"https://gallery.azure.com/", "https://graph.windows.net/", "https://portal.azure.com", "https://datalake.azure.net/",
			"https://batch.core.windows.net/", "https://rest.media.azure.net", "https://management.core.windows.net:8443/", "https://management.azure.com/",
			"https://login.microsoftonline.com/", "https://management.core.windows.net/",
			".azurecr.io", "azuredatalakeanalytics.net", "azuredatalakestore.net", "azurefd.net", ".vault.azure.net", ".database.windows.net", "core.windows.net",
		},
		{
			AzureUSGovernment,
			"https://gallery.usgovcloudapi.net/", "https://graph.windows.net/", "https://portal.azure.us", "",
			"https://batch.core.usgovcloudapi.net/", "https://rest.media.usgovcloudapi.net", "https://management.core.usgovcloudapi.net:8443/", "https://management.usgovcloudapi.net/",
			"https://login.microsoftonline.us/", "https://management.core.usgovcloudapi.net/",
			".azurecr.us", "", "", "", ".vault.usgovcloudapi.net", ".database.usgovcloudapi.net", "core.usgovcloudapi.net",
		},
		{
			AzureChinaCloud,
			"https://gallery.chinacloudapi.cn/", "https://graph.chinacloudapi.cn/", "https://portal.azure.cn", "",
			"https://batch.chinacloudapi.cn/", "https://rest.media.chinacloudapi.cn", "https://management.core.chinacloudapi.cn:8443/", "https://management.chinacloudapi.cn/",
			"https://login.chinacloudapi.cn/", "https://management.core.chinacloudapi.cn/",
			".azurecr.cn", "", "", "", ".vault.azure.cn", ".database.chinacloudapi.cn", "core.chinacloudapi.cn",
		},
	}
}

const aliasDoc = "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json"

// environment is what the function of that name gives in a cloud.
func environment(name Cloud) (Value, error) {
	if name == "" {
		name = AzureCloud
	}
	for _, c := range clouds() {
		if c.name == name {
			return c.value(), nil
		}
	}
	return nil, failf(codeValue, "there is no cloud %q", string(name))
}

func (c cloud) value() Value {
	top := func(name, s string) member { return member{name, orFact(s, "environment", name)} }
	suffix := func(name, s string) member { return member{name, orFact(s, "environment", "suffixes", name)} }
	return newObject(
		member{"name", String(c.name)},
		top("gallery", c.gallery), top("graph", c.graph), top("portal", c.portal), top("graphAudience", c.graph),
		top("activeDirectoryDataLake", c.dataLake), top("batch", c.batch), top("media", c.media), top("sqlManagement", c.sql),
		top("vmImageAliasDoc", aliasDoc), top("resourceManager", c.arm),
		member{"authentication", newObject(
			member{"loginEndpoint", String(c.login)},
			member{"audiences", newArray(String(c.audience), String(c.arm))},
			member{"tenant", String("common")},
			member{"identityProvider", String("AAD")},
		)},
		member{"suffixes", newObject(
			suffix("acrLoginServer", c.acr),
			suffix("azureDatalakeAnalyticsCatalogAndJob", c.analytics),
			suffix("azureDatalakeStoreFileSystem", c.lake),
			suffix("azureFrontDoorEndpointSuffix", c.frontDoor),
			suffix("keyvaultDns", c.keyVault),
			suffix("sqlServerHostname", c.sqlHost),
			suffix("storage", c.storage),
		)},
	)
}
