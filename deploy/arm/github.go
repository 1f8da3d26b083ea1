package arm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// The settings of a GitHub job with "permissions: id-token: write".
const (
	githubURL   = "ACTIONS_ID_TOKEN_REQUEST_URL"
	githubToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"
)

// offersGitHub reports whether a GitHub job offers a token, and nothing else is
// set to log in with.
func (l login) offersGitHub() bool {
	for _, name := range []string{"AZURE_TOKEN_CREDENTIALS", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE"} {
		if l.getenv(name) != "" {
			return false
		}
	}
	return l.getenv(githubURL) != "" && l.getenv("AZURE_CLIENT_ID") != "" && l.tenantID() != ""
}

func (l login) tenantID() string {
	if l.tenant != "" {
		return l.tenant
	}
	return l.getenv("AZURE_TENANT_ID")
}

// github logs in with the token of a GitHub job: no secret is kept anywhere.
func (l login) github() (azcore.TokenCredential, error) {
	for _, setting := range []struct{ name, value string }{
		{githubURL, l.getenv(githubURL)}, {githubToken, l.getenv(githubToken)},
		{"AZURE_CLIENT_ID", l.getenv("AZURE_CLIENT_ID")}, {"AZURE_TENANT_ID", l.tenantID()},
	} {
		if setting.value == "" {
			return nil, fmt.Errorf("github-oidc: %s is not set", setting.name)
		}
	}
	if _, err := l.tokenAddress(); err != nil {
		return nil, err
	}
	return azidentity.NewClientAssertionCredential(l.tenantID(), l.getenv("AZURE_CLIENT_ID"), l.githubToken,
		&azidentity.ClientAssertionCredentialOptions{ClientOptions: l.options, DisableInstanceDiscovery: l.alone})
}

// tokenAddress is where the job's token for the cloud is.
func (l login) tokenAddress() (string, error) {
	u, err := url.Parse(l.getenv(githubURL))
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return "", errors.New("github-oidc: " + githubURL + " is no https address")
	}
	q := u.Query()
	q.Set("audience", l.exchange)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// githubToken asks GitHub for a token of the job.
func (l login) githubToken(ctx context.Context) (string, error) {
	address, err := l.tokenAddress()
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", errors.New("github-oidc: " + githubURL + " is no address")
	}
	req.Header.Set("Authorization", "bearer "+l.getenv(githubToken))
	resp, err := l.transport.Do(req)
	if err != nil {
		why, _ := offline(err)
		return "", errors.New("github-oidc: " + why)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	var answer struct{ Value string }
	if err != nil || resp.StatusCode != http.StatusOK || json.Unmarshal(body, &answer) != nil || answer.Value == "" {
		return "", fmt.Errorf("github-oidc: GitHub gave no token (status %d); the job needs \"permissions: id-token: write\"", resp.StatusCode)
	}
	return answer.Value, nil
}
