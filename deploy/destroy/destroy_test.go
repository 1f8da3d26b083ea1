package destroy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/resource-group"

// world answers for Azure: the body of what exists, by id in lower case.
type world struct {
	mu      sync.Mutex
	bodies  map[string]string
	locks   []string
	refuse  func(path string, nth int) error
	deleted []string
	tries   map[string]int
	slept   []time.Duration
}

func (w *world) azure() Azure {
	return Azure{
		Get: func(_ context.Context, path, _ string, into any) error {
			body, ok := w.bodies[strings.ToLower(path)]
			switch {
			case !ok:
				return &arm.Error{Status: 404, Code: "ResourceNotFound"}
			case body == "403":
				return &arm.Error{Status: 403, Code: "AuthorizationFailed", Message: "no right"}
			}
			return json.Unmarshal([]byte(body), into)
		},
		List: w.list,
		Do: func(_ context.Context, r arm.Request) (*arm.Response, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			if r.Method != http.MethodDelete {
				return nil, fmt.Errorf("%s is no deletion", r.Method)
			}
			w.tries[r.Path]++
			if w.refuse != nil {
				if err := w.refuse(r.Path, w.tries[r.Path]); err != nil {
					return nil, err
				}
			}
			w.deleted = append(w.deleted, r.Path[strings.LastIndexByte(r.Path, '/')+1:]+query(r.Query))
			delete(w.bodies, strings.ToLower(r.Path))
			return &arm.Response{Status: 200}, nil
		},
		Wait: func(_ context.Context, r *arm.Response) (*arm.Response, error) { return r, nil },
		Clock: arm.Clock{
			Now: func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
			Sleep: func(ctx context.Context, d time.Duration) error {
				w.mu.Lock()
				defer w.mu.Unlock()
				w.slept = append(w.slept, d)
				return ctx.Err()
			},
		},
	}
}

func query(q url.Values) string {
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (w *world) list(_ context.Context, path, _ string, q url.Values) ([]json.RawMessage, error) {
	var all []json.RawMessage
	if strings.HasSuffix(path, "/locks") {
		for _, id := range w.locks {
			if strings.HasPrefix(id, strings.TrimSuffix(path, "/providers/Microsoft.Authorization/locks")) {
				all = append(all, json.RawMessage(fmt.Sprintf(`{"id": %q, "name": "keep", "properties": {"level": "CanNotDelete"}}`, id)))
			}
		}
		return all, nil
	}
	ids := []string{}
	for id := range w.bodies {
		if strings.HasPrefix(id, strings.ToLower(group)+"/") && strings.Count(id, "/") == 8 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		var body struct{ Tags map[string]string }
		_ = json.Unmarshal([]byte(w.bodies[id]), &body) // "403" has no tags
		raw, err := json.Marshal(map[string]any{"id": group + id[len(group):], "tags": body.Tags})
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, nil
}

const (
	mine    = `{"tags": {"Owner": "me"}}`
	foreign = `{"tags": {"owner": "you"}}`
)

func id(typ, name string) string {
	parts, names := strings.Split(typ, "/"), strings.Split(name, "/")
	s := group + "/providers/" + parts[0]
	for i, n := range names {
		s += "/" + parts[i+1] + "/" + n
	}
	return s
}

func key(typ, name string) string { return strings.ToLower(id(typ, name)) }

const (
	vaults    = "Microsoft.KeyVault/vaults"
	accounts  = "Microsoft.Storage/storageAccounts"
	blobs     = "Microsoft.Storage/storageAccounts/blobServices"
	workspace = "Microsoft.MachineLearningServices/workspaces"
	compute   = "Microsoft.MachineLearningServices/workspaces/computes"
)

// environment is a workspace with a compute on a storage account and a vault.
func environment(t *testing.T) Environment {
	t.Helper()
	resource := func(typ, name, more string) string {
		return fmt.Sprintf(`{"type": %q, "apiVersion": "2025-06-01", "name": %q, %s}`, typ, name, more)
	}
	tags := `"tags": {"owner": "me"}`
	snap, diags := snapshot.Take([]byte(`{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [`+
		strings.Join([]string{
			resource(vaults, "kv", tags), resource(accounts, "st", tags),
			resource(blobs, "st/default", `"dependsOn": ["st"], "properties": {}`),
			resource(workspace, "mlw", tags+`, "dependsOn": ["st", "kv"]`),
			resource(compute, "mlw/aks", tags+`, "dependsOn": ["mlw"], "properties": {"computeType": "Kubernetes"}`),
			resource(compute, "mlw/build", tags+`, "dependsOn": ["mlw"], "properties": {"computeType": "AmlCompute"}`),
		}, ",")+`]}`), snapshot.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return Environment{Tag: "owner", Name: "me", Snapshot: snap, Groups: []string{group}, Facts: property.New(schemas.New())}
}

func whole() *world {
	return &world{tries: map[string]int{}, bodies: map[string]string{
		key(vaults, "kv"): mine, key(accounts, "st"): mine, key(blobs, "st/default"): `{}`,
		key(workspace, "mlw"): mine, key(compute, "mlw/aks"): mine, key(compute, "mlw/build"): mine,
	}}
}

func find(t *testing.T, w *world) *List {
	t.Helper()
	list, err := Find(t.Context(), w.azure(), environment(t))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func run(t *testing.T, w *world, list *List) *Outcome {
	t.Helper()
	out, err := list.Run(t.Context(), w.azure(), func(Event) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOrder holds that what uses goes before what is used, and how computes go.
func TestOrder(t *testing.T) {
	w := whole()
	list := find(t, w)
	out := run(t, w, list)
	if got := strings.Join(w.deleted[:3], " "); !strings.Contains(got, "aks?underlyingResourceAction=Detach") || !strings.Contains(got, "build?underlyingResourceAction=Delete") || w.deleted[2] != "mlw" {
		t.Errorf("got %v", w.deleted)
	}
	if len(out.Deleted) != 5 || len(out.Left) != 0 || list.Items[slices.IndexFunc(list.Items, func(i Item) bool { return i.Name == "st" })].With != 1 {
		t.Errorf("got %+v", out)
	}
}

// TestKeep holds what is not deleted, whatever else is.
func TestKeep(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*world)
		why    string
		stays  []string
		unread bool
	}{
		{"no tag", func(w *world) { w.bodies[key(vaults, "kv")] = `{}` }, "does not carry the tag", []string{"kv"}, false},
		{"tag of another", func(w *world) { w.bodies[key(accounts, "st")] = foreign }, `belongs to "you"`, []string{"st", "st/default"}, false},
		{"not readable", func(w *world) { w.bodies[key(vaults, "kv")] = "403" }, "cannot be read", []string{"kv"}, true},
		{"tagged, not asked for", func(w *world) { w.bodies[key(accounts, "old")] = mine }, "the intent does not ask for it", []string{"old"}, false},
		{"not asked for", func(w *world) { w.bodies[key(accounts, "old")] = foreign }, "", []string{"old"}, false},
	} {
		w := whole()
		tt.change(w)
		list := find(t, w)
		run(t, w, list)
		for _, name := range tt.stays {
			if slices.Contains(w.deleted, name[strings.LastIndexByte(name, '/')+1:]) {
				t.Errorf("%s: %s was deleted", tt.name, name)
			}
		}
		if text := list.Text(TextOptions{}); !strings.Contains(text, tt.why) || list.Unread() != tt.unread {
			t.Errorf("%s: unread %v, got\n%s", tt.name, list.Unread(), text)
		}
	}
}

// TestRetry holds that conflicts are waited out, and nothing else.
func TestRetry(t *testing.T) {
	for _, tt := range []struct {
		name    string
		err     error
		until   int // the try that is granted
		deleted bool
		tries   int
	}{
		{"busy", &arm.Error{Status: 409, Code: "AnotherOperationInProgress"}, 3, true, 3},
		{"in use", &arm.Error{Status: 400, Code: "InUseSubnetCannotBeDeleted"}, 2, true, 2},
		{"busy for ever", &arm.Error{Status: 409, Code: "Conflict"}, 1000, false, tries},
		{"forbidden", &arm.Error{Status: 403, Code: "AuthorizationFailed"}, 1000, false, 1},
		{"locked", &arm.Error{Status: 409, Code: "ScopeLocked"}, 1000, false, 1},
		{"gone meanwhile", &arm.Error{Status: 404}, 1000, true, 1},
	} {
		w := whole()
		w.refuse = func(path string, nth int) error {
			if strings.HasSuffix(path, "/kv") && nth < tt.until {
				return tt.err
			}
			return nil
		}
		out := run(t, w, find(t, w))
		gone := slices.ContainsFunc(out.Deleted, func(i Item) bool { return i.Name == "kv" })
		if gone != tt.deleted || w.tries[id(vaults, "kv")] != tt.tries || len(w.slept) != tt.tries-1 {
			t.Errorf("%s: gone %v after %d tries and %v", tt.name, gone, w.tries[id(vaults, "kv")], w.slept)
		}
	}
}

// TestPartial holds that what fails keeps what it uses, that the rest goes, and
// that the next run goes on.
func TestPartial(t *testing.T) {
	w := whole()
	w.refuse = func(path string, nth int) error {
		if strings.HasSuffix(path, "/mlw") && nth == 1 {
			return &arm.Error{Status: 403, Code: "AuthorizationFailed"}
		}
		return nil
	}
	out := run(t, w, find(t, w))
	var left []string
	for _, l := range out.Left {
		left = append(left, l.Item.Name+": "+l.Err.Error())
	}
	text := strings.Join(left, "; ")
	if len(out.Deleted) != 2 || !strings.Contains(text, "kv: not tried: mlw is in the way") || !strings.Contains(text, "mlw: AuthorizationFailed") {
		t.Errorf("got %v, left %s", w.deleted, text)
	}
	list := find(t, w)
	if out = run(t, w, list); len(out.Left) != 0 || list.Gone != 2 || len(w.bodies) != 1 {
		t.Errorf("the second run: %+v, %v", out, w.bodies)
	}
	if list = find(t, w); len(list.Items) != 0 {
		t.Errorf("the third finds %+v", list.Items)
	}
}

// TestLocks holds which locks are in the way.
func TestLocks(t *testing.T) {
	const suffix = "/providers/Microsoft.Authorization/locks/keep"
	subscription := group[:strings.Index(group, "/resourceGroups")]
	for _, tt := range []struct {
		at     string
		blocks int
	}{
		{subscription + suffix, 5}, {group + suffix, 5}, {id(accounts, "st") + suffix, 1}, {id(workspace, "mlw") + suffix, 3},
		{id(accounts, "other") + suffix, 0}, {group + "2" + suffix, 0}, {"nonsense", 0},
	} {
		w := whole()
		w.locks = []string{tt.at}
		list := find(t, w)
		blocks := 0
		for _, l := range list.Locks {
			blocks += l.Blocks
		}
		if blocks != tt.blocks {
			t.Errorf("%s: got %+v, want %d", tt.at, list.Locks, tt.blocks)
		}
	}
}

// TestStays holds what is told of what Azure keeps.
func TestStays(t *testing.T) {
	w := whole()
	w.bodies[key(vaults, "kv")] = `{"location": "East US 2", "tags": {"owner": "me"}, "properties": {"softDeleteRetentionInDays": 7, "enablePurgeProtection": true}}`
	text := find(t, w).Text(TextOptions{})
	for _, want := range []string{
		"kv until 2026-01-08; purge protection", "az keyvault recover --name kv --location eastus2",
		"mlw until 2026-01-15", "forceToPurge=true",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "keyvault purge") {
		t.Error("a protected vault cannot be purged")
	}
	if got := quoted("it's $(x)"); got != `'it'\''s $(x)'` {
		t.Errorf("got %s", got)
	}
}

// TestStop holds that a run ends with its context.
func TestStop(t *testing.T) {
	w := whole()
	ctx, cancel := context.WithCancel(t.Context())
	w.refuse = func(string, int) error { cancel(); return &arm.Error{Status: 409} }
	list := find(t, w)
	out, err := list.Run(ctx, w.azure(), func(Event) {})
	if !errors.Is(err, context.Canceled) || len(out.Deleted) != 0 {
		t.Errorf("got %v, %+v", err, out)
	}
}

// TestCircle holds that resources that name each other are put into some order.
func TestCircle(t *testing.T) {
	g := &graph{before: make([][]int, 3)}
	g.add(0, 1)
	g.add(1, 2)
	g.add(2, 0)
	g.add(1, 1)
	g.add(0, 1)
	if len(g.before[0]) != 0 || !slices.Equal(g.before[1], []int{0}) || !slices.Equal(g.before[2], []int{1}) {
		t.Errorf("got %v", g.before)
	}
}
