package armsim_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

// trusting is a client that trusts the simulator, and follows no redirects.
func trusting(t *testing.T, sim *armsim.Server) *http.Client {
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
