package arm

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"

	"github.com/amlsec/amlsec/snapshot"
)

// endpoints are the addresses of a cloud.
type endpoints struct {
	authority, resourceManager, audience, portal string
	// exchange is the audience of the tokens of other issuers, such as GitHub.
	exchange string
}

// clouds are Azure's, as "az cloud list" and the SDK have them; the audiences of
// federated tokens are those of Entra's documentation on workload identity.
func clouds() map[snapshot.Cloud]endpoints {
	return map[snapshot.Cloud]endpoints{
		snapshot.AzureCloud: {
			"https://login.microsoftonline.com/", "https://management.azure.com",
			"https://management.azure.com", "https://portal.azure.com", "api://AzureADTokenExchange",
		},
		snapshot.AzureUSGovernment: {
			"https://login.microsoftonline.us/", "https://management.usgovcloudapi.net",
			"https://management.usgovcloudapi.net", "https://portal.azure.us", "api://AzureADTokenExchangeUSGov",
		},
		snapshot.AzureChinaCloud: {
			"https://login.chinacloudapi.cn/", "https://management.chinacloudapi.cn",
			"https://management.chinacloudapi.cn", "https://portal.azure.cn", "api://AzureADTokenExchangeChina",
		},
	}
}

// endpoints are those of the cloud, with what the environment sets instead.
func (o Options) endpoints() (endpoints, *url.URL, error) {
	name := o.Cloud
	if name == "" {
		name = snapshot.AzureCloud
	}
	e, ok := clouds()[name]
	if !ok {
		return e, nil, &SettingError{Name: "cloud", Why: fmt.Sprintf("%q is none of Azure's", string(name)),
			Hint: "the clouds are AzureCloud, AzureUSGovernment and AzureChinaCloud"}
	}
	for _, setting := range []struct {
		name string
		into *string
	}{
		{"AZURE_AUTHORITY_HOST", &e.authority},
		{"AZURE_RESOURCE_MANAGER_ENDPOINT", &e.resourceManager},
		{"AZURE_RESOURCE_MANAGER_AUDIENCE", &e.audience},
	} {
		if v := o.Getenv(setting.name); v != "" {
			if _, err := secureURL(setting.name, v); err != nil {
				return e, nil, err
			}
			*setting.into = v
		}
	}
	e.audience = strings.TrimRight(e.audience, "/")
	endpoint, err := secureURL("AZURE_RESOURCE_MANAGER_ENDPOINT", strings.TrimRight(e.resourceManager, "/")+"/")
	return e, endpoint, err
}

// secureURL is the address of a host over TLS.
func secureURL(setting, s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, &SettingError{Name: setting, Why: "it is no https address of a host",
			Hint: "write it as in https://management.azure.com"}
	}
	return u, nil
}

// configuration is the cloud in terms of the SDK.
func (e endpoints) configuration() cloud.Configuration {
	return cloud.Configuration{
		ActiveDirectoryAuthorityHost: e.authority,
		Services: map[cloud.ServiceName]cloud.ServiceConfiguration{
			cloud.ResourceManager: {Endpoint: e.resourceManager, Audience: e.audience},
		},
	}
}
