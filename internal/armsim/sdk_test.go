package armsim_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armdeployments"

	"github.com/amlsec/amlsec/internal/armsim"
)

// small is a template of three resources, one after the other.
const small = `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0", "contentVersion": "1.0.0.0",
	"parameters": {"secret": {"type": "securestring", "defaultValue": "planted-secret-parameter"}, "name": {"type": "string", "defaultValue": "vnet"}},
	"resources": {
		"vnet": {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2025-05-01", "name": "[parameters('name')]", "location": "eastus2",
			"tags": {"secret": "[parameters('secret')]"}, "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}},
		"one": {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2025-05-01", "name": "[format('{0}/one', parameters('name'))]",
			"properties": {"addressPrefix": "10.1.0.0/24"}, "dependsOn": ["vnet"]},
		"identity": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2024-11-30", "name": "id", "location": "eastus2", "dependsOn": ["one"]}},
	"outputs": {"PRINCIPAL_ID": {"type": "string", "value": "[reference('identity').principalId]"}, "HIDDEN": {"type": "securestring", "value": "[parameters('secret')]"}}}`

// sdk is Azure's own client of the simulator.
type sdk struct {
	*armdeployments.DeploymentsClient
	cloud cloud.Configuration
}

func azureClient(t *testing.T, sim *armsim.Server, credential func(azcore.ClientOptions) (azcore.TokenCredential, error)) sdk {
	t.Helper()
	config := cloud.Configuration{
		ActiveDirectoryAuthorityHost: sim.AuthorityURL() + "/",
		Services:                     map[cloud.ServiceName]cloud.ServiceConfiguration{cloud.ResourceManager: {Endpoint: sim.URL(), Audience: sim.Audience()}},
	}
	opts := azcore.ClientOptions{
		Cloud: config, Transport: trusting(t, sim),
		Retry: policy.RetryOptions{RetryDelay: time.Millisecond, MaxRetryDelay: time.Minute},
	}
	cred, err := credential(opts)
	if err != nil {
		t.Fatal(err)
	}
	c, err := armdeployments.NewDeploymentsClient(armsim.DefaultSubscription, cred, &arm.ClientOptions{ClientOptions: opts, DisableRPRegistration: true})
	if err != nil {
		t.Fatal(err)
	}
	return sdk{c, config}
}

func bySecret(opts azcore.ClientOptions) (azcore.TokenCredential, error) {
	return azidentity.NewClientSecretCredential(armsim.DefaultTenant, armsim.ClientID, armsim.ClientSecret,
		&azidentity.ClientSecretCredentialOptions{ClientOptions: opts, DisableInstanceDiscovery: true})
}

func deploymentOf(t *testing.T, template string) armdeployments.Deployment {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(template), &v); err != nil {
		t.Fatal(err)
	}
	return armdeployments.Deployment{Properties: &armdeployments.DeploymentProperties{Mode: to.Ptr(armdeployments.DeploymentModeIncremental), Template: v, Parameters: map[string]*armdeployments.DeploymentParameter{}}}
}

func (c sdk) deploy(t *testing.T) (armdeployments.DeploymentExtended, error) {
	t.Helper()
	poller, err := c.BeginCreateOrUpdate(t.Context(), armsim.DefaultGroup, "main", deploymentOf(t, small), nil)
	if err != nil {
		return armdeployments.DeploymentExtended{}, err
	}
	out, err := poller.PollUntilDone(t.Context(), &runtime.PollUntilDoneOptions{Frequency: time.Second})
	return out.DeploymentExtended, err
}

// TestCredentials logs in by each way with Azure's own library, and deploys.
func TestCredentials(t *testing.T) {
	for name, environment := range map[string]func(*armsim.Server) []string{
		"secret": (*armsim.Server).Env, "workload identity": (*armsim.Server).EnvWorkloadIdentity, "managed identity": (*armsim.Server).EnvManagedIdentity,
	} {
		t.Run(name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{})
			defer sim.Close()
			for _, pair := range environment(sim) {
				key, value, _ := strings.Cut(pair, "=")
				t.Setenv(key, value)
			}
			client := azureClient(t, sim, func(opts azcore.ClientOptions) (azcore.TokenCredential, error) {
				return azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{ClientOptions: opts, DisableInstanceDiscovery: true})
			})
			if _, err := client.Get(t.Context(), armsim.DefaultGroup, "none", nil); code(err) != "DeploymentNotFound" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestGitHub logs in with the OIDC token of a job of GitHub Actions.
func TestGitHub(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	environment := map[string]string{}
	for _, pair := range sim.EnvGitHub() {
		key, value, _ := strings.Cut(pair, "=")
		environment[key] = value
	}
	client := azureClient(t, sim, func(opts azcore.ClientOptions) (azcore.TokenCredential, error) {
		return azidentity.NewClientAssertionCredential(armsim.DefaultTenant, armsim.ClientID, func(ctx context.Context) (string, error) {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, environment["ACTIONS_ID_TOKEN_REQUEST_URL"]+"&audience=api://AzureADTokenExchange", nil)
			if err != nil {
				return "", err
			}
			req.Header.Set("Authorization", "bearer "+environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"])
			resp, err := opts.Transport.Do(req)
			if err != nil {
				return "", err
			}
			defer resp.Body.Close()
			var body struct{ Value string }
			err = json.NewDecoder(resp.Body).Decode(&body)
			return body.Value, err
		}, &azidentity.ClientAssertionCredentialOptions{ClientOptions: opts, DisableInstanceDiscovery: true})
	})
	if _, err := client.Get(t.Context(), armsim.DefaultGroup, "none", nil); code(err) != "DeploymentNotFound" {
		t.Errorf("got %v", err)
	}
}

// code is the code of an error of Azure Resource Manager; empty for others.
func code(err error) string {
	var e *azcore.ResponseError
	if errors.As(err, &e) {
		return e.ErrorCode
	}
	return ""
}

func status(err error) int {
	var e *azcore.ResponseError
	if errors.As(err, &e) {
		return e.StatusCode
	}
	return 0
}

// TestSDK holds the header shapes to what Azure's own client makes of them: the
// table of a client's behaviour that was measured before.
func TestSDK(t *testing.T) {
	quota := armsim.ErrorBody{Code: "QuotaExceeded", Message: "no cores"}
	for _, tt := range []struct {
		name   string
		faults []armsim.Fault
		check  func(t *testing.T, d armdeployments.DeploymentExtended, err error)
	}{
		{"nothing", nil, succeeds},
		{"429 twice", []armsim.Fault{{Phase: "put", Action: armsim.Throttle, Seconds: 1, Times: 2}}, succeeds},
		{"429 for too long", []armsim.Fault{{Phase: "put", Action: armsim.Throttle, Seconds: 120}}, refusedWith(429, "TooManyRequests")},
		{"503 four times", []armsim.Fault{{Phase: "put", Action: armsim.Unavailable, Times: 4}}, refusedWith(503, "ServiceUnavailable")},
		{"resets before it is processed", []armsim.Fault{{Phase: "put", Action: armsim.Reset, Times: 2}}, succeeds},
		{"the response is lost", []armsim.Fault{{Phase: "put", Action: armsim.LoseResponse}}, refusedWith(409, "DeploymentActive")},
		{"polls suffer", []armsim.Fault{
			{Phase: "status", Action: armsim.Reset}, {Phase: "status", Nth: 2, Action: armsim.Throttle, Seconds: 1}, {Phase: "status", Nth: 3, Action: armsim.Unavailable},
		}, succeeds},
		{"a poll finds nothing", []armsim.Fault{{Phase: "status", Action: armsim.NotFound}}, refusedWith(404, "DeploymentNotFound")},
		{"it fails", []armsim.Fault{{Action: armsim.FailResource, Resource: "/subnets/", Error: quota}}, refusedWith(200, "DeploymentFailed")},
		{"somebody cancels it", []armsim.Fault{{Action: armsim.CancelByOther, After: 1}}, refusedWith(200, "")},
		{"somebody deploys the same name", []armsim.Fault{{Action: armsim.ActiveByOther}}, refusedWith(409, "DeploymentActive")},
		{"the token is refused", []armsim.Fault{{Phase: "token", Action: armsim.Refuse, Status: 401, Error: armsim.ErrorBody{Code: "invalid_client", Message: "AADSTS7000222: expired"}}}, func(t *testing.T, _ armdeployments.DeploymentExtended, err error) {
			var e *azidentity.AuthenticationFailedError
			if !errors.As(err, &e) {
				t.Errorf("got %v", err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sim := armsim.Start(armsim.Options{Speed: 20})
			defer sim.Close()
			sim.Faults(tt.faults...)
			d, err := azureClient(t, sim, bySecret).deploy(t)
			tt.check(t, d, err)
		})
	}
}

func succeeds(t *testing.T, d armdeployments.DeploymentExtended, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	out, _ := d.Properties.Outputs.(map[string]any)
	if len(out) != 1 || out["principaL_ID"] == nil {
		t.Errorf("got outputs %v", out)
	}
}

func refusedWith(statusCode int, errorCode string) func(*testing.T, armdeployments.DeploymentExtended, error) {
	return func(t *testing.T, _ armdeployments.DeploymentExtended, err error) {
		t.Helper()
		if status(err) != statusCode || code(err) != errorCode {
			t.Errorf("got %d %q, want %d %q: %v", status(err), code(err), statusCode, errorCode, err)
		}
	}
}

// TestSDKOthers calls the rest with Azure's own client.
func TestSDKOthers(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: 20, PageSize: 2})
	defer sim.Close()
	c := azureClient(t, sim, bySecret)
	ctx := t.Context()
	poller, err := c.BeginValidate(ctx, armsim.DefaultGroup, "main", deploymentOf(t, small), nil)
	if err != nil {
		t.Fatal(err)
	}
	valid, err := poller.PollUntilDone(ctx, nil)
	if err != nil || valid.Properties == nil || len(valid.Properties.ValidatedResources) != 3 {
		t.Fatalf("validate: %+v, %v", valid, err)
	}
	begun, err := c.BeginCreateOrUpdate(ctx, armsim.DefaultGroup, "main", deploymentOf(t, small), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Cancel(ctx, armsim.DefaultGroup, "main", nil); err != nil {
		t.Errorf("cancel: %v", err)
	}
	if _, err := begun.PollUntilDone(ctx, &runtime.PollUntilDoneOptions{Frequency: time.Second}); status(err) != 200 || code(err) != "" {
		t.Errorf("a canceled deployment: got %v", err)
	}
	if _, err := c.Cancel(ctx, armsim.DefaultGroup, "main", nil); code(err) != "DeploymentCannotBeCancelled" {
		t.Errorf("cancel again: got %v", err)
	}
	if _, err := c.deploy(t); err != nil {
		t.Errorf("deploy again: %v", err)
	}
	if head, err := c.CheckExistence(ctx, armsim.DefaultGroup, "main", nil); err != nil || !head.Success {
		t.Errorf("head: %v, %v", head, err)
	}
	operations, err := armdeployments.NewDeploymentOperationsClient(armsim.DefaultSubscription, credentialOf(t, sim), &arm.ClientOptions{ClientOptions: azcore.ClientOptions{Cloud: c.cloud, Transport: trusting(t, sim)}})
	if err != nil {
		t.Fatal(err)
	}
	n, pages := 0, 0
	for pager := operations.NewListPager(armsim.DefaultGroup, "main", nil); pager.More(); pages++ {
		page, err := pager.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n += len(page.Value)
	}
	if n != 4 || pages != 2 {
		t.Errorf("got %d operations on %d pages", n, pages)
	}
	deletion, err := c.BeginDelete(ctx, armsim.DefaultGroup, "main", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := deletion.PollUntilDone(ctx, &runtime.PollUntilDoneOptions{Frequency: time.Second}); err != nil {
		t.Errorf("delete: %v", err)
	}
}

func credentialOf(t *testing.T, sim *armsim.Server) azcore.TokenCredential {
	t.Helper()
	cred, err := bySecret(azcore.ClientOptions{
		Transport: trusting(t, sim),
		Cloud:     cloud.Configuration{ActiveDirectoryAuthorityHost: sim.AuthorityURL() + "/", Services: map[cloud.ServiceName]cloud.ServiceConfiguration{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cred
}
