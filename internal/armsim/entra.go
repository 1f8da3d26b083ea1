package armsim

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// token is what a token was issued for.
type token struct {
	audience string
	kind     tokenKind
	expires  time.Time
	revoked  bool
}

type tokenKind uint8

const (
	accessToken tokenKind = iota
	federatedToken
)

// issue makes a token of the shape of a JSON Web Token; s.mu is held.
func (s *Server) issue(t token) string {
	now := time.Now()
	t.expires = now.Add(s.opts.TokenLifetime)
	s.serial++
	part := func(v any) string {
		b, _ := json.Marshal(v) // a map of texts and numbers
		return base64.RawURLEncoding.EncodeToString(b)
	}
	text := part(object{"typ": "JWT", "alg": "RS256", "kid": "armsim"}) + "." + part(object{
		"aud": t.audience, "iss": s.places.entra.url + "/" + s.opts.TenantID + "/v2.0", "iat": now.Unix(), "nbf": now.Unix(), "exp": t.expires.Unix(),
		"oid": ObjectID, "sub": ObjectID, "tid": s.opts.TenantID, "appid": ClientID, "idtyp": "app", "uti": s.uuid(),
	}) + "." + fmt.Sprintf("%s%08d", plantedToken, s.serial)
	s.tokens[text] = t
	s.secrets = append(s.secrets, text)
	return text
}

// Tokens are the tokens that were issued, federated ones included.
func (s *Server) Tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []string
	for _, secret := range s.secrets {
		if _, ok := s.tokens[secret]; ok {
			list = append(list, secret)
		}
	}
	return list
}

// valid reports whether a header carries a token for Azure Resource Manager.
func (s *Server) valid(authorization string) bool {
	text, ok := strings.CutPrefix(authorization, "Bearer ")
	t, known := s.tokens[text]
	return ok && known && !t.revoked && t.kind == accessToken && t.audience == s.Audience() && time.Now().Before(t.expires)
}

func (s *Server) serveEntra(w http.ResponseWriter, r *http.Request) {
	path := strings.Trim(r.URL.Path, "/")
	c := s.receive(r, "entra")
	switch {
	case path == "github/oidc":
		c.phase = "oidc"
		s.conduct(w, c, s.github)
	case strings.HasSuffix(path, "/.well-known/openid-configuration"), strings.HasSuffix(path, "discovery/instance"):
		c.phase = "discovery"
		s.conduct(w, c, s.discovery)
	case strings.HasSuffix(path, "/oauth2/v2.0/token"):
		c.phase = "token"
		s.conduct(w, c, s.token)
	default:
		s.conduct(w, c, func(*call) reply { return reply{status: http.StatusNotFound, body: object{"error": "not_found"}} })
	}
}

// discovery is what Entra says of itself.
func (s *Server) discovery(c *call) reply {
	tenant, _, _ := strings.Cut(strings.Trim(c.path, "/"), "/")
	base := s.places.entra.url + "/" + tenant
	return reply{status: http.StatusOK, body: object{
		"issuer": base + "/v2.0", "authorization_endpoint": base + "/oauth2/v2.0/authorize", "token_endpoint": base + "/oauth2/v2.0/token",
		"tenant_discovery_endpoint": base + "/v2.0/.well-known/openid-configuration", "jwks_uri": base + "/discovery/v2.0/keys",
		"response_types_supported": []any{"code"}, "subject_types_supported": []any{"pairwise"}, "id_token_signing_alg_values_supported": []any{"RS256"},
	}}
}

// token is the token endpoint: client secrets and client assertions.
func (s *Server) token(c *call) reply {
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return s.refuseToken(http.StatusBadRequest, "invalid_request", 90014, "The required field 'request' is missing from the credential")
	}
	tenant, _, _ := strings.Cut(strings.Trim(c.path, "/"), "/")
	switch {
	case tenant != s.opts.TenantID:
		return s.refuseToken(http.StatusBadRequest, "invalid_request", 90002, fmt.Sprintf("Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.", tenant))
	case form.Get("grant_type") != "client_credentials":
		return s.refuseToken(http.StatusBadRequest, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
	case form.Get("client_id") != ClientID:
		return s.refuseToken(http.StatusBadRequest, "unauthorized_client", 700016, fmt.Sprintf("Application with identifier '%s' was not found in the directory '%s'.", form.Get("client_id"), tenant))
	case !s.isScope(form.Get("scope")):
		return s.refuseToken(http.StatusBadRequest, "invalid_resource", 500011, fmt.Sprintf("The resource principal named %s was not found in the tenant.", form.Get("scope")))
	}
	if assertion := form.Get("client_assertion"); assertion != "" {
		t, ok := s.tokens[assertion]
		if !ok || t.kind != federatedToken || t.audience != audienceFederal || form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
			return s.refuseToken(http.StatusUnauthorized, "invalid_client", 700213, "No matching federated identity record found for presented assertion subject.")
		}
	} else if form.Get("client_secret") != ClientSecret {
		return s.refuseToken(http.StatusUnauthorized, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '"+ClientID+"'.")
	}
	seconds := int(s.opts.TokenLifetime.Seconds())
	return reply{status: http.StatusOK, body: object{
		"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": s.issue(token{audience: s.Audience()}),
	}}
}

// isScope reports whether a client asks for Azure Resource Manager, and maybe for
// what it always asks for.
func (s *Server) isScope(scope string) bool {
	names := strings.Fields(scope)
	return slices.Contains(names, s.Audience()+"/.default") || slices.Contains(names, s.Audience()+"//.default")
}

// refuseToken is an error as Entra writes it.
func (s *Server) refuseToken(status int, code string, number int, message string) reply {
	trace, at := s.uuid(), s.now().Format("2006-01-02 15:04:05Z")
	return reply{status: status, body: object{
		"error":             code,
		"error_description": fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s", number, message, trace, trace, at),
		"error_codes":       []any{number}, "timestamp": at, "trace_id": trace, "correlation_id": trace,
		"error_uri": fmt.Sprintf("https://login.microsoftonline.com/error?code=%d", number),
	}}
}

// github is the endpoint of GitHub Actions that gives a job its OIDC token.
func (s *Server) github(c *call) reply {
	if !strings.EqualFold(c.header.Get("Authorization"), "bearer "+githubToken) {
		return reply{status: http.StatusUnauthorized, body: object{"message": "Bad credentials"}}
	}
	audience := c.query.Get("audience")
	if audience == "" {
		audience = "https://github.com/amlsec"
	}
	return reply{status: http.StatusOK, body: object{"count": 1, "value": s.issue(token{audience: audience, kind: federatedToken})}}
}

func (s *Server) serveIdentity(w http.ResponseWriter, r *http.Request) {
	c := s.receive(r, "identity")
	c.phase = "identity"
	s.conduct(w, c, s.identity)
}

// identity is the endpoint of managed identity in App Service.
func (s *Server) identity(c *call) reply {
	resource := strings.TrimSuffix(c.query.Get("resource"), "/")
	switch {
	case c.header.Get("X-IDENTITY-HEADER") != identityHeader:
		return reply{status: http.StatusForbidden, body: object{"statusCode": 403, "message": "The header X-IDENTITY-HEADER is missing or wrong"}}
	case resource != s.Audience():
		return reply{status: http.StatusBadRequest, body: object{"statusCode": 400, "message": "AADSTS500011: The resource principal named " + resource + " was not found in the tenant."}}
	}
	text := s.issue(token{audience: s.Audience()})
	return reply{status: http.StatusOK, body: object{
		"access_token": text, "expires_on": strconv.FormatInt(s.tokens[text].expires.Unix(), 10), "resource": resource, "token_type": "Bearer", "client_id": ClientID,
	}}
}

// serveOther is the host that is not Azure's. It notes what arrives, and
// answers as if all were well: a client that follows does not notice.
func (s *Server) serveOther(w http.ResponseWriter, r *http.Request) {
	c := s.receive(r, "other")
	c.phase = "other"
	s.conduct(w, c, func(*call) reply { return reply{status: http.StatusOK, body: object{"status": "Succeeded"}} })
}

// maxBody is how much of a request is read: more than what Azure accepts, so
// that it can be refused as Azure refuses it.
const maxBody = 8 << 20

func readBody(r *http.Request) []byte {
	b, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return nil
	}
	return b
}
