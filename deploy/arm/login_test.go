package arm

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestLogins(t *testing.T) {
	const description = `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: x"}`
	sdk := "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:" +
		"\n\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID" +
		"\n\tWorkloadIdentityCredential: no client ID specified. Check pod configuration or set ClientID in the options" +
		"\n\tManagedIdentityCredential: failed to authenticate a system assigned identity" +
		"\n\tAzureCLICredential: Azure CLI not found on path"
	for _, tt := range []struct {
		msg  string
		want []string
	}{
		{sdk, []string{
			"EnvironmentCredential: missing environment variable AZURE_TENANT_ID",
			"WorkloadIdentityCredential: no client ID specified. Check pod configuration or set ClientID in the options",
			"ManagedIdentityCredential: failed to authenticate a system assigned identity",
			"AzureCLICredential: Azure CLI not found on path",
		}},
		{"ClientSecretCredential authentication failed. \nPOST https://login/x\nRESPONSE 401\n" + description, []string{"ClientSecretCredential: AADSTS7000215: Invalid client secret provided."}},
		{"ManagedIdentityCredential authentication failed. \nGET http://169.254.169.254/x\n----\nRESPONSE 403: Forbidden\n----\n<html>", []string{"ManagedIdentityCredential authentication failed (status 403)"}},
		{`ClientSecretCredential: Post "https://login.example/t/token": dial tcp: lookup login.example: no such host`, []string{"ClientSecretCredential: cannot reach login.example: no such host"}},
		{"ChainedTokenCredential: failed to acquire a token.\nAttempted credentials:\n\tClientAssertionCredential: GitHub gave no token\n\t" + strings.ReplaceAll(sdk, "\n", "\n\t\t"), []string{
			"ClientAssertionCredential: GitHub gave no token",
			"EnvironmentCredential: missing environment variable AZURE_TENANT_ID",
			"WorkloadIdentityCredential: no client ID specified. Check pod configuration or set ClientID in the options",
			"ManagedIdentityCredential: failed to authenticate a system assigned identity",
			"AzureCLICredential: Azure CLI not found on path",
		}},
	} {
		if got := attempts(tt.msg); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("got %q", got)
		}
	}
}

// A secret that is wrong is told in a line, without the secret, and not tried again.
func TestWrongSecret(t *testing.T) {
	c, f := connect(t, nil)
	c.opts.Transport = refuser{f}
	var err error
	if c.pipeline, err = c.connect(); err != nil {
		t.Fatal(err)
	}
	_, err = c.Do(t.Context(), Request{Path: "/x"})
	var login *LoginError
	if !errors.As(err, &login) || !strings.Contains(login.Error(), "AADSTS7000215") || strings.Contains(login.Error(), testSecret) || len(f.slept) > 0 {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(login.Hint(), "AZURE_CLIENT_SECRET") {
		t.Errorf("hint %q", login.Hint())
	}
}

// refuser is Entra with another secret.
type refuser struct{ *fake }

func (r refuser) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, "/token") {
		resp := answer(401, `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided: `+testSecret+`.\r\nTrace ID: x"}`)
		resp.Request = req
		return resp, nil
	}
	return r.fake.RoundTrip(req)
}

func TestGitHub(t *testing.T) {
	t.Setenv("AZURE_TENANT_ID", testTenant)
	t.Setenv("AZURE_CLIENT_ID", "22222222-2222-2222-2222-222222222222")
	t.Setenv(githubURL, "https://github.example/token?api-version=2")
	t.Setenv(githubToken, "planted-github")
	for _, credential := range []string{"github-oidc", "default"} {
		c, f := connectAs(t, credential, func(req *http.Request) *http.Response {
			if req.URL.Host != "github.example" {
				return answer(200, `{}`)
			}
			if req.Header.Get("Authorization") != "bearer planted-github" || req.URL.Query().Get("audience") != "api://AzureADTokenExchange" || req.URL.Query().Get("api-version") != "2" {
				return answer(403, `{}`)
			}
			return answer(200, `{"value": "assertion"}`)
		})
		if _, err := c.Do(t.Context(), Request{Path: "/x"}); err != nil || len(f.seen) != 2 || f.seen[1].Header.Get("Authorization") != "Bearer token-1" {
			t.Errorf("%s: got %v after %d requests", credential, err, len(f.seen))
		}
	}
	c, _ := connectAs(t, "github-oidc", func(*http.Request) *http.Response { return answer(403, `no`) })
	if _, err := c.Do(t.Context(), Request{Path: "/x"}); err == nil || !strings.Contains(err.Error(), "id-token: write") {
		t.Errorf("got %v", err)
	}
}

// A tenant that is chosen is the one that is logged in to, or it is an error.
func TestTenant(t *testing.T) {
	const other = "44444444-4444-4444-4444-444444444444"
	for _, credential := range []string{"default", "environment"} {
		c, f := connect(t, func(*http.Request) *http.Response { return answer(200, `{}`) })
		asked := &tenants{fake: f}
		c.opts.Credential, c.opts.TenantID, c.opts.Transport = credential, other, asked
		var err error
		if c.pipeline, err = c.connect(); err != nil {
			t.Fatal(err)
		}
		_, err = c.Do(t.Context(), Request{Path: "/x"})
		if refused := err != nil && strings.Contains(err.Error(), other); !refused && (err != nil || strings.Join(asked.paths, " ") != "/"+other+"/oauth2/v2.0/token") {
			t.Errorf("%s: got %v, asked %v", credential, err, asked.paths)
		}
	}
}

// tenants keeps where tokens were asked for.
type tenants struct {
	*fake
	paths []string
}

func (l *tenants) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Path, "/token") {
		l.paths = append(l.paths, req.URL.Path)
	}
	return l.fake.RoundTrip(req)
}

func TestNothingToLogInWith(t *testing.T) {
	for _, name := range []string{"AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", githubURL} {
		t.Setenv(name, "")
	}
	for credential, want := range map[string]string{"environment": "AZURE_TENANT_ID", "github-oidc": githubURL, "workload-identity": "token file"} {
		c, _ := connectAs(t, credential, func(*http.Request) *http.Response { return answer(200, `{}`) })
		_, err := c.Do(t.Context(), Request{Path: "/x"})
		var login *LoginError
		if !errors.As(err, &login) || !strings.Contains(err.Error(), want) || len(login.Tried) != 1 {
			t.Errorf("%s: got %v", credential, err)
		}
	}
}
