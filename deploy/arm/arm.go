// Package arm is the connection to Azure Resource Manager: its clouds, who logs
// in, and requests that are sent to one host alone, tried again where that
// helps, and answered with errors that keep all that the service said.
//
// The pipeline and the credentials are those of the Azure SDK. Its own retries
// and pollers are off: they give up where a deployment must not (a Retry-After
// beyond a minute, a 404 on a poll, an answer that is lost).
package arm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"github.com/amlsec/amlsec/snapshot"
)

// Clock is how time passes. A nil field is the real one.
type Clock struct {
	// Now is the time.
	Now func() time.Time
	// Sleep waits, or ends early with the error of the context.
	Sleep func(context.Context, time.Duration) error
}

// real fills in what is not given.
func (c Clock) real() Clock {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	return c
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Options say where and as whom to connect. The zero value is the public cloud
// with the default credential.
type Options struct {
	// Cloud is one of Azure's; empty for the public one.
	Cloud snapshot.Cloud
	// Getenv gives the settings AZURE_*; nil for those of the process. The
	// credentials of the SDK read the process's own in any case.
	Getenv func(string) string
	// Credential is one of Credentials; empty for "default".
	Credential string
	// TenantID is the tenant to log in to; empty for AZURE_TENANT_ID, or the
	// credential's own.
	TenantID string
	// CorrelationID is a UUID that is sent with every request; empty for a new one.
	CorrelationID string
	// Clock is how time passes between tries.
	Clock Clock
	// Transport carries the requests; nil for the network.
	Transport http.RoundTripper
	// Trace is told the method, path and status of each request, and never a
	// header or a body; nil for nobody.
	Trace func(format string, args ...any)
	// Notice is told what a user waits for, such as "throttled: next try in
	// 65 s"; nil for nobody.
	Notice func(format string, args ...any)
}

// Client is a connection. It may be used by several goroutines.
type Client struct {
	opts     Options
	cloud    endpoints
	endpoint *url.URL

	mu       sync.Mutex
	pipeline runtime.Pipeline
	logins   int // how often the pipeline was made
}

// quiet turns off the SDK's own log, which AZURE_SDK_GO_LOGGING turns on: it
// writes what the services answer, and the addresses that they sign.
var quiet = sync.OnceFunc(func() { azlog.SetListener(nil) })

// Connect prepares a connection. Nothing is sent yet: that a credential does not
// work shows with the first request, as a *LoginError. What is wrong with
// the settings is a *SettingError.
func Connect(opts Options) (*Client, error) {
	quiet()
	opts.Clock = opts.Clock.real()
	if opts.Getenv == nil {
		opts.Getenv = os.Getenv
	}
	if opts.Trace == nil {
		opts.Trace = func(string, ...any) {}
	}
	if opts.Notice == nil {
		opts.Notice = func(string, ...any) {}
	}
	if opts.Transport == nil {
		opts.Transport = network()
	}
	if opts.CorrelationID == "" {
		opts.CorrelationID = NewID()
	}
	cloud, endpoint, err := opts.endpoints()
	if err != nil {
		return nil, err
	}
	c := &Client{opts: opts, cloud: cloud, endpoint: endpoint}
	if c.pipeline, err = c.connect(); err != nil {
		return nil, err
	}
	return c, nil
}

// CorrelationID is what is sent with every request; Azure Resource Manager makes
// it the correlationId of deployments.
func (c *Client) CorrelationID() string { return c.opts.CorrelationID }

// Clock is the clock of the connection; no field of it is nil.
func (c *Client) Clock() Clock { return c.opts.Clock }

// Host is where requests go to.
func (c *Client) Host() string { return c.endpoint.Host }

// Audience names the cloud's own Azure Resource Manager, as in the scope of tokens.
func (c *Client) Audience() string { return c.cloud.audience }

// PortalLink is the page of a deployment in the Azure portal, by its id.
func (c *Client) PortalLink(deploymentID string) string {
	return c.cloud.portal + "/#view/HubsExtension/DeploymentDetailsBlade/~/overview/id/" + url.PathEscape(deploymentID)
}

// SettingError is a setting that cannot be used.
type SettingError struct {
	// Name is the setting: a variable of the environment or an option.
	Name string
	// Why is what is wrong with it, and Hint what to do.
	Why, Hint string
}

func (e *SettingError) Error() string { return fmt.Sprintf("%s: %s", e.Name, e.Why) }

// offline reports whether err is that a host does not answer, and words it.
func offline(err error) (string, bool) {
	var u *url.Error
	if !errors.As(err, &u) {
		return "", false
	}
	host := ""
	if at, bad := url.Parse(u.URL); bad == nil {
		host = at.Host
	}
	why := u.Err.Error()
	dialed := strings.HasPrefix(why, "dial ")
	if i := strings.LastIndex(why, ": "); i >= 0 && (dialed || strings.HasPrefix(why, "read ") || strings.HasPrefix(why, "write ")) {
		why = why[i+2:]
	}
	if dialed {
		return fmt.Sprintf("cannot reach %s: %s", host, why), true
	}
	return fmt.Sprintf("the answer of %s was lost: %s", host, why), true
}
