package armsim

import (
	"os"
)

// The secrets that processes are given. Tests look for them, and for Secrets,
// in all that a process writes.
const (
	ClientSecret    = "armsim-planted-client-secret"
	identityHeader  = "armsim-planted-identity-header"
	githubToken     = "armsim-planted-github-token"
	plantedToken    = "armsimPlantedToken"     // in each token
	plantedSigned   = "armsimPlantedSignature" // in each signed URL
	federatedFile   = "federated-token"
	audienceFederal = "api://AzureADTokenExchange"
)

// plant makes the federated token, and notes the secrets that exist from the start.
func (s *Server) plant() {
	s.mu.Lock()
	federated := s.issue(token{audience: audienceFederal, kind: federatedToken})
	s.secrets = append(s.secrets, ClientSecret, identityHeader, githubToken, plantedToken, plantedSigned)
	s.mu.Unlock()
	if err := os.WriteFile(s.path(federatedFile), []byte(federated), 0o600); err != nil {
		panic(err)
	}
}

// Secrets are what must appear in no output, log or file of a client: the
// secrets that it was given, and parts of every token and of every signed URL.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.secrets...)
}

// Env is the environment of a process that logs in with a client secret and
// talks to this simulator.
func (s *Server) Env() []string {
	return append(s.EnvNone(), "AZURE_TENANT_ID="+s.opts.TenantID, "AZURE_CLIENT_ID="+ClientID, "AZURE_CLIENT_SECRET="+ClientSecret)
}

// EnvWorkloadIdentity is Env for a process with a federated token in a file.
func (s *Server) EnvWorkloadIdentity() []string {
	return append(s.EnvNone(), "AZURE_TENANT_ID="+s.opts.TenantID, "AZURE_CLIENT_ID="+ClientID, "AZURE_FEDERATED_TOKEN_FILE="+s.path(federatedFile))
}

// EnvManagedIdentity is Env for a process with a managed identity, as in App Service.
func (s *Server) EnvManagedIdentity() []string {
	return append(s.EnvNone(), "IDENTITY_ENDPOINT="+s.places.identity.url+"/msi/token", "IDENTITY_HEADER="+identityHeader)
}

// EnvGitHub is Env for a process in a job of GitHub Actions that may ask for an
// OIDC token.
func (s *Server) EnvGitHub() []string {
	return append(s.EnvNone(), "AZURE_TENANT_ID="+s.opts.TenantID, "AZURE_CLIENT_ID="+ClientID, "GITHUB_ACTIONS=true",
		"ACTIONS_ID_TOKEN_REQUEST_URL="+s.places.entra.url+"/github/oidc?api-version=2.0", "ACTIONS_ID_TOKEN_REQUEST_TOKEN="+githubToken)
}

// EnvNone is Env for a process without a credential.
func (s *Server) EnvNone() []string {
	return []string{
		"AZURE_AUTHORITY_HOST=" + s.places.entra.url + "/",
		"AZURE_RESOURCE_MANAGER_ENDPOINT=" + s.places.arm.url,
		"AZURE_RESOURCE_MANAGER_AUDIENCE=" + s.Audience(),
		"AZURE_DISABLE_INSTANCE_DISCOVERY=true",
		"AZURE_SUBSCRIPTION_ID=" + s.opts.SubscriptionID,
		"SSL_CERT_FILE=" + s.CAFile(),
	}
}

// Audience is whom tokens for Azure Resource Manager are meant for.
func (s *Server) Audience() string { return "https://management.armsim.test" }

// CAFile is the file with the certificate that signed those of the simulator.
func (s *Server) CAFile() string { return s.path(caFile) }

// URL is the address of Azure Resource Manager, without a slash at the end;
// AuthorityURL that of Entra, and OtherURL that of a host that no token may reach.
func (s *Server) URL() string { return s.places.arm.url }

// AuthorityURL is the address of Entra.
func (s *Server) AuthorityURL() string { return s.places.entra.url }

// OtherURL is the address of a host that is not Azure's: no token may reach it.
func (s *Server) OtherURL() string { return s.places.other.url }
