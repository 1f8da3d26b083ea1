package armsim_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

// trusting is a client that trusts the simulator, and follows no redirects.
func trusting(t testing.TB, sim *armsim.Server) *http.Client {
	t.Helper()
	pem, err := os.ReadFile(sim.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// login asks for a token with a client secret.
func (c *client) login(secret string) string {
	c.t.Helper()
	a, err := c.form(url.Values{"client_secret": {secret}})
	if err != nil {
		c.t.Fatal(err)
	}
	return tokenOf(a)
}

// tryLogin is a token, or nothing.
func (c *client) tryLogin() string {
	a, err := c.form(url.Values{"client_secret": {armsim.ClientSecret}})
	if err != nil {
		return ""
	}
	return tokenOf(a)
}

// form posts to the token endpoint; what is not given is right.
func (c *client) form(values url.Values) (answered, error) {
	for name, value := range map[string]string{
		"grant_type": "client_credentials", "client_id": armsim.ClientID, "scope": c.sim.Audience() + "/.default", "tenant": armsim.DefaultTenant,
	} {
		if !values.Has(name) {
			values.Set(name, value)
		}
	}
	resp, err := c.http.PostForm(c.sim.AuthorityURL()+"/"+values.Get("tenant")+"/oauth2/v2.0/token", values)
	if err != nil {
		return answered{}, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return answered{resp.StatusCode, resp.Header, b}, err
}

func tokenOf(a answered) string {
	var body struct {
		AccessToken string `json:"access_token"`
	}
	if json.Unmarshal(a.body, &body) != nil {
		return ""
	}
	return body.AccessToken
}

// TestTokens demands what Entra refuses, with its codes.
func TestTokens(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := &client{t: t, sim: sim, http: trusting(t, sim)}
	for _, tt := range []struct {
		name   string
		form   url.Values
		status int
		want   string
	}{
		{"right", url.Values{"client_secret": {armsim.ClientSecret}}, 200, plantedMark},
		{"a wrong secret", url.Values{"client_secret": {"x"}}, 401, "AADSTS7000215"},
		{"another tenant", url.Values{"client_secret": {armsim.ClientSecret}, "tenant": {"other"}}, 400, "AADSTS90002"},
		{"another application", url.Values{"client_secret": {armsim.ClientSecret}, "client_id": {"other"}}, 400, "AADSTS700016"},
		{"another audience", url.Values{"client_secret": {armsim.ClientSecret}, "scope": {"https://vault.azure.net/.default"}}, 400, "AADSTS500011"},
		{"another grant", url.Values{"client_secret": {armsim.ClientSecret}, "grant_type": {"password"}}, 400, "AADSTS70003"},
		{"an assertion of nobody's", url.Values{"client_assertion": {"x.y.z"}, "client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}}, 401, "AADSTS700213"},
	} {
		a, err := c.form(tt.form)
		if err != nil || a.status != tt.status || !strings.Contains(string(a.body), tt.want) {
			t.Errorf("%s: %d %s %v, want %d with %s", tt.name, a.status, a.body, err, tt.status, tt.want)
		}
	}
	if got := sim.Tokens(); len(got) != 2 || strings.Count(got[1], ".") != 2 {
		t.Errorf("issued %q", got)
	}
	for _, tt := range []struct{ url, header, value string }{
		{strings.TrimPrefix(find(sim.EnvManagedIdentity(), "IDENTITY_ENDPOINT="), "IDENTITY_ENDPOINT=") + "?resource=" + sim.Audience(), "X-IDENTITY-HEADER", "wrong"},
		{strings.TrimPrefix(find(sim.EnvGitHub(), "ACTIONS_ID_TOKEN_REQUEST_URL="), "ACTIONS_ID_TOKEN_REQUEST_URL="), "Authorization", "bearer wrong"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tt.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set(tt.header, tt.value)
		resp, err := c.http.Do(req)
		if err != nil || resp.StatusCode < 400 {
			t.Errorf("%s: %v, %v", tt.url, resp, err)
		}
	}
}

const plantedMark = "armsimPlantedToken"

func find(list []string, prefix string) string {
	for _, s := range list {
		if strings.HasPrefix(s, prefix) {
			return s
		}
	}
	return ""
}

// TestUnauthorized demands 401 without a right token, and a header that says whom to ask.
func TestUnauthorized(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	sim.Faults(armsim.Fault{Phase: "get", Nth: 3, Action: armsim.ExpireToken})
	good := c.token
	for _, tt := range []struct{ token, code string }{
		{"x.y.z", "InvalidAuthenticationToken"}, {sim.Tokens()[0], "InvalidAuthenticationToken"}, {good, "ExpiredAuthenticationToken"}, {good, "ExpiredAuthenticationToken"},
	} {
		c.token = tt.token
		a := c.do("GET", mainOf(sim)+"?api-version=2025-04-01", nil)
		if a.status != 401 || errorCode(a.body) != tt.code || !strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer authorization_uri=") {
			t.Errorf("%.8s: %d %s %v, want %s", tt.token, a.status, a.body, a.header, tt.code)
		}
	}
	c.token = c.login(armsim.ClientSecret)
	if a := c.do("GET", mainOf(sim)+"?api-version=2025-04-01", nil); a.status != 404 {
		t.Errorf("with a new token: %d", a.status)
	}
}
