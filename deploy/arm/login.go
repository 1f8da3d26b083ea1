package arm

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// tokens is a credential whose failures are told in words.
type tokens struct {
	name string
	// tenant is the one that was chosen; empty for that of the source.
	tenant string
	// secrets are what was logged in with: Entra may repeat it.
	secrets Secrets
	source  azcore.TokenCredential
	broken  error // why there is no source
}

// GetToken is a token, or else a *LoginError.
func (t *tokens) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (azcore.AccessToken, error) {
	err := t.broken
	if t.tenant != "" {
		opts.TenantID = t.tenant // else a source of another tenant would be used in silence
	}
	if err == nil {
		var token azcore.AccessToken
		if token, err = t.source.GetToken(ctx, opts); err == nil {
			return token, nil
		}
	}
	if ctx.Err() != nil {
		return azcore.AccessToken{}, ctx.Err()
	}
	return azcore.AccessToken{}, &LoginError{Credential: t.name, Tried: attempts(t.secrets.Hide(err.Error()))}
}

// LoginError says that nobody could be logged in. No part of it holds a secret.
type LoginError struct {
	// Credential is the name of what was chosen; see Credentials.
	Credential string
	// Tried are the ways that were tried, each with why it failed, in a line.
	Tried []string
}

func (e *LoginError) Error() string {
	return "cannot log in to Azure (" + e.Credential + "): " + strings.Join(e.Tried, "; ")
}

// Hint is what to do.
func (e *LoginError) Hint() string {
	all := strings.Join(e.Tried, " ")
	switch {
	case strings.Contains(all, "cannot reach"):
		return "check the network, the proxy (HTTPS_PROXY) and the name of the host"
	case strings.Contains(all, "AADSTS7000215"), strings.Contains(all, "AADSTS7000222"):
		return "set AZURE_CLIENT_SECRET to a secret of the application that has not expired: its value, not its id"
	case strings.Contains(all, "AADSTS700213"), strings.Contains(all, "AADSTS70021"):
		return "add a federated credential to the application whose issuer and subject are those of this job"
	case strings.Contains(all, "AADSTS90002"), strings.Contains(all, "AADSTS900023"):
		return "check the tenant: --tenant or AZURE_TENANT_ID, and that the cloud of the intent is the tenant's"
	}
	return `run "az login" or "azd auth login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET; --credential chooses one way`
}

// attempts are the ways that a message of the SDK's tells of, in a line each.
func attempts(msg string) []string {
	_, list, chain := strings.Cut(msg, "Attempted credentials:")
	if !chain {
		return []string{attempt(msg)}
	}
	var tried []string
	for _, one := range strings.Split(list, "\n\t") {
		switch {
		case strings.TrimSpace(one) == "":
		case strings.HasPrefix(one, "\t") && len(tried) > 0:
			tried[len(tried)-1] += "\n" + strings.TrimLeft(one, "\t")
		default:
			tried = append(tried, one)
		}
	}
	return flatten(tried)
}

// flatten gives each way its line; a chain within the chain gives those of its own.
func flatten(tried []string) []string {
	var lines []string
	for _, one := range tried {
		if strings.HasPrefix(one, "DefaultAzureCredential: ") && strings.Contains(one, "Attempted credentials:") {
			_, list, _ := strings.Cut(one, "Attempted credentials:\n")
			lines = append(lines, flatten(strings.Split(list, "\n"))...)
			continue
		}
		if strings.Contains(one, "Credential") || strings.Contains(one, "github-oidc") || len(lines) == 0 {
			lines = append(lines, attempt(one))
		}
	}
	return lines
}

// described is what Entra says is wrong; unreachable is a host; answered the
// status of another answer.
var (
	answered = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^RESPONSE (\d{3})`)
	})
	described = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`"error_description"\s*:\s*("(?:[^"\\]|\\.)*")`)
	})
	unreachable = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:Get|Post|Head) \\?"?https?://([^/"\\]+)[^:]*: (dial .*|.*no such host|.*connection re[a-z]+|EOF|.*timeout.*|tls: .*|.*certificate.*)`)
	})
)

const attemptLength = 240

// attempt is why one way failed, in a line.
func attempt(msg string) string {
	name := strings.TrimRight(strings.Fields(msg + " ?")[0], ":")
	if m := described().FindStringSubmatch(msg); m != nil {
		var text string
		if json.Unmarshal([]byte(m[1]), &text) == nil {
			text, _, _ = strings.Cut(text, "\r\n")
			text, _, _ = strings.Cut(text, " Trace ID:")
			return clip(name + ": " + text)
		}
	}
	if m := unreachable().FindStringSubmatch(msg); m != nil {
		why := m[2]
		if i := strings.LastIndex(why, ": "); i >= 0 {
			why = why[i+2:]
		}
		why, _, _ = strings.Cut(why, ". To troubleshoot")
		return clip(name + ": cannot reach " + m[1] + ": " + why)
	}
	status := answered().FindStringSubmatch(msg)
	msg, _, _ = strings.Cut(strings.TrimSpace(msg), "\n")
	for _, end := range []string{" To troubleshoot", " See https://", " Visit https://", " For more information"} {
		msg, _, _ = strings.Cut(msg, end)
	}
	msg = strings.TrimRight(msg, ". ")
	if status != nil {
		msg += " (status " + status[1] + ")"
	}
	return clip(msg)
}

// clip is a line of bounded length without what could be a secret.
func clip(s string) string {
	s = strings.Join(strings.Fields(Scrub(s)), " ")
	if r := []rune(s); len(r) > attemptLength {
		s = string(r[:attemptLength]) + "…"
	}
	return s
}

// asLogin finds the failure to log in behind an error.
func asLogin(err error) (*LoginError, bool) {
	var l *LoginError
	return l, errors.As(err, &l)
}
