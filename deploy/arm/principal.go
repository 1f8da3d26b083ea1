package arm

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Principal is the object id of who logs in, as the token says; empty when it
// does not. The token itself is kept nowhere. The error is a *LoginError.
func (c *Client) Principal(ctx context.Context) (string, error) {
	cred, err := c.credential()
	if err != nil {
		return "", err
	}
	token, err := cred.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{strings.TrimSuffix(c.Audience(), "/") + "/.default"}})
	if err != nil {
		return "", err
	}
	return objectID(token.Token), nil
}

// guid is what object ids look like.
var guid = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
})

// objectID is the claim oid of a JSON web token; empty for what is no such
// token. The token comes from the authority that Azure Resource Manager trusts,
// which checks it: here it is only read.
func objectID(token string) string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return ""
	}
	var claims struct {
		ObjectID string `json:"oid"`
	}
	if json.Unmarshal(payload, &claims) != nil || !guid().MatchString(claims.ObjectID) {
		return ""
	}
	return claims.ObjectID
}
