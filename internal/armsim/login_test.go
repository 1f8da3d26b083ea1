package armsim_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
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
	resp, err := c.http.PostForm(c.sim.AuthorityURL()+"/"+armsim.DefaultTenant+"/oauth2/v2.0/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {armsim.ClientID}, "client_secret": {secret}, "scope": {c.sim.Audience() + "/.default"},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var body struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		c.t.Fatal(err)
	}
	return body.AccessToken
}
