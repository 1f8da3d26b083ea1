package arm

import (
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// credential is a way to log in.
type credential struct {
	name string
	make func(login) (azcore.TokenCredential, error)
}

// credentials are the ways, by the names of Options.Credential.
func credentials() []credential {
	return []credential{
		{"default", login.byDefault},
		{"environment", login.environment},
		{"workload-identity", login.workloadIdentity},
		{"managed-identity", login.managedIdentity},
		{"azure-cli", login.azureCLI},
		{"azure-developer-cli", login.azureDeveloperCLI},
		{"azure-powershell", login.azurePowerShell},
		{"github-oidc", login.github},
	}
}

// Credentials are the names that Options.Credential may have.
func Credentials() []string {
	var names []string
	for _, c := range credentials() {
		names = append(names, c.name)
	}
	return names
}

// login is what the ways to log in have in common.
type login struct {
	getenv    func(string) string
	tenant    string // empty for AZURE_TENANT_ID, or the credential's own
	exchange  string
	transport *carrier
	options   azcore.ClientOptions
	// alone says not to ask the authority's host for what it knows of itself.
	alone bool
}

// login prepares to log in.
func (c *Client) login() login {
	transport := newCarrier(c.opts.Transport)
	return login{
		getenv: c.opts.Getenv, tenant: c.opts.TenantID, exchange: c.cloud.exchange, transport: transport,
		options: azcore.ClientOptions{
			Cloud:     c.cloud.configuration(),
			Transport: transport,
			Retry:     policy.RetryOptions{MaxRetries: -1},

			PerCallPolicies: []policy.Policy{patience{c.opts.Clock}},
		},
		alone: truthy(c.opts.Getenv("AZURE_DISABLE_INSTANCE_DISCOVERY")),
	}
}

func truthy(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

// credential is the way that the options choose.
func (c *Client) credential() (azcore.TokenCredential, error) {
	name := c.opts.Credential
	if name == "" {
		name = "default"
	}
	list := credentials()
	i := slices.IndexFunc(list, func(one credential) bool { return one.name == name })
	if i < 0 {
		return nil, &SettingError{Name: "credential", Why: "there is no credential \"" + name + "\"",
			Hint: "the credentials are " + strings.Join(Credentials(), ", ")}
	}
	made, err := list[i].make(c.login())
	if err != nil {
		// What is missing is told as any failure to log in is.
		return &tokens{name: name, broken: err}, nil
	}
	return &tokens{name: name, tenant: c.opts.TenantID, secrets: c.keys(), source: made}, nil
}

// keys are the values of the environment that log in.
func (c *Client) keys() Secrets {
	var values []any
	for _, name := range []string{
		"AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AZURE_PASSWORD", "IDENTITY_HEADER", "MSI_SECRET", githubToken,
	} {
		values = append(values, c.opts.Getenv(name))
	}
	return NewSecrets(values...)
}

// byDefault is the SDK's chain. The token of a GitHub job comes first where it
// is offered and no credential is set in words.
func (l login) byDefault() (azcore.TokenCredential, error) {
	opts := &azidentity.DefaultAzureCredentialOptions{
		ClientOptions: l.options, TenantID: l.tenant, DisableInstanceDiscovery: l.alone,
	}
	if l.tenant != "" {
		opts.AdditionallyAllowedTenants = []string{l.tenant} // for AZURE_CLIENT_SECRET beside another AZURE_TENANT_ID
	}
	chain, err := azidentity.NewDefaultAzureCredential(opts)
	if err != nil || !l.offersGitHub() {
		return chain, err
	}
	github, err := l.github()
	if err != nil {
		return nil, err
	}
	return azidentity.NewChainedTokenCredential([]azcore.TokenCredential{github, chain}, nil)
}

// environment logs in with the secret or the certificate of AZURE_CLIENT_ID.
func (l login) environment() (azcore.TokenCredential, error) {
	return azidentity.NewEnvironmentCredential(&azidentity.EnvironmentCredentialOptions{
		ClientOptions: l.options, DisableInstanceDiscovery: l.alone,
	})
}

// workloadIdentity logs in with the token in the file AZURE_FEDERATED_TOKEN_FILE.
func (l login) workloadIdentity() (azcore.TokenCredential, error) {
	return azidentity.NewWorkloadIdentityCredential(&azidentity.WorkloadIdentityCredentialOptions{
		ClientOptions: l.options, TenantID: l.tenant, DisableInstanceDiscovery: l.alone,
	})
}

// managedIdentity logs in as the machine, or as the identity AZURE_CLIENT_ID of it.
func (l login) managedIdentity() (azcore.TokenCredential, error) {
	opts := azidentity.ManagedIdentityCredentialOptions{ClientOptions: l.options}
	if id := l.getenv("AZURE_CLIENT_ID"); id != "" {
		opts.ID = azidentity.ClientID(id)
	}
	return azidentity.NewManagedIdentityCredential(&opts)
}

func (l login) azureCLI() (azcore.TokenCredential, error) {
	return azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: l.tenant})
}

func (l login) azureDeveloperCLI() (azcore.TokenCredential, error) {
	return azidentity.NewAzureDeveloperCLICredential(&azidentity.AzureDeveloperCLICredentialOptions{TenantID: l.tenant})
}

func (l login) azurePowerShell() (azcore.TokenCredential, error) {
	return azidentity.NewAzurePowerShellCredential(&azidentity.AzurePowerShellCredentialOptions{TenantID: l.tenant})
}
