package destroy

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// finder sorts the resources of an environment.
type finder struct {
	Environment
	azure   Azure
	list    *List
	created map[string]snapshot.Resource // by id in lower case
	item    map[string]int               // the item with which an id goes
	kept    map[string]bool
	shared  map[string]Kept // what others use as well, by id in lower case
}

// Find lists what would be deleted. Nothing is changed. An error is one that
// leaves nothing to list: no login, no network, the end of the context.
func Find(ctx context.Context, azure Azure, env Environment) (*List, error) {
	f := &finder{
		Environment: env, azure: azure, list: &List{},
		created: map[string]snapshot.Resource{}, item: map[string]int{}, kept: map[string]bool{}, shared: map[string]Kept{},
	}
	for _, r := range env.Snapshot.Resources {
		if !r.Existing && r.Extension == "" && !strings.Contains(r.ID, "[") {
			f.created[strings.ToLower(r.ID)] = r
		}
	}
	for _, step := range []func(context.Context) error{f.resources, f.orphans, f.locks} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	f.existing()
	f.order()
	return f.list, nil
}

// resources sorts those of the template: parents come before their children,
// since they are sorted by id.
func (f *finder) resources(ctx context.Context) error {
	list := f.sorted()
	found, err := f.read(ctx, list)
	if err == nil {
		err = f.sharing(ctx, list)
	}
	if err != nil {
		return err
	}
	for _, r := range list {
		if body := found[strings.ToLower(r.ID)]; body != nil {
			f.sort(r, body)
		}
	}
	return nil
}

// read are the resources that exist, by id in lower case. What could not be read
// is kept.
func (f *finder) read(ctx context.Context, list []snapshot.Resource) (map[string]*snapshot.Object, error) {
	refs := make([]property.Ref, len(list))
	for i, r := range list {
		refs[i] = property.Ref{ID: r.ID, Version: r.APIVersion}
	}
	readings, err := property.ReadAll(ctx, f.azure.Get, refs)
	found := map[string]*snapshot.Object{}
	for _, r := range list {
		switch got := readings[strings.ToLower(r.ID)]; {
		case err != nil:
		case arm.NotFound(got.Err):
			f.list.Gone++
		case got.Err != nil:
			f.keep(r.ID, Kept{Why: "it cannot be read: " + f.Facts.Hide(got.Err.Error()), Unread: true})
		default:
			found[strings.ToLower(r.ID)] = got.Body
		}
	}
	return found, err
}

func (f *finder) keep(id string, k Kept) {
	k.ID = id
	_, k.Type, k.Name = property.SplitID(id)
	f.kept[strings.ToLower(id)] = true
	f.list.Kept = append(f.list.Kept, k)
}

// sort decides about a resource that exists.
func (f *finder) sort(r snapshot.Resource, body *snapshot.Object) {
	tags, _ := r.Body.Get("tags")
	_, tagged := tags.(*snapshot.Object)
	parent := parentOf(r)
	_, parentGoes := f.item[strings.ToLower(parent)]
	switch {
	case parentGoes && (tagged || onItsOwn(r)):
		f.add(r, body) // whatever its tags: nothing of it outlives its parent
	case parentGoes:
		f.goesWith(r, parent)
	case tagged:
		f.byTag(r, body)
	case f.kept[strings.ToLower(parent)]:
		f.keep(r.ID, Kept{Why: "it belongs to what stays"})
	default:
		f.byContent(r, body)
	}
}

// byTag decides by the tag: the environment's own or not.
func (f *finder) byTag(r snapshot.Resource, body *snapshot.Object) {
	switch owner := f.ownerOf(body); owner {
	case f.Name:
		f.add(r, body)
	case "":
		f.keep(r.ID, Kept{Why: fmt.Sprintf("it does not carry the tag %s, so that nothing shows that it is the environment's", f.Tag)})
	default:
		f.keep(r.ID, Kept{Why: fmt.Sprintf("its tag %s says that it belongs to %q", f.Tag, owner)})
	}
}

// ownerOf is the value of the tag, whatever the case of its name.
func (f *finder) ownerOf(body *snapshot.Object) string {
	tags, _ := body.Get("tags")
	o, ok := tags.(*snapshot.Object)
	if !ok {
		return ""
	}
	v, _ := o.Get(f.Tag)
	s, _ := v.(snapshot.String)
	return string(s)
}

// add takes a resource into the list.
func (f *finder) add(r snapshot.Resource, body *snapshot.Object) {
	made := Item{ID: r.ID, Type: r.Type, Name: r.Name, version: r.APIVersion, query: queryOf(r), Stays: f.staysOf(r, body)}
	if strings.EqualFold(r.Type, groupType) {
		f.list.Groups = append(f.list.Groups, made)
		return
	}
	f.item[strings.ToLower(r.ID)] = len(f.list.Items)
	f.list.Items = append(f.list.Items, made)
}

const groupType = "Microsoft.Resources/resourceGroups"

// goesWith counts a resource that goes with its parent.
func (f *finder) goesWith(r snapshot.Resource, parent string) {
	at := f.item[strings.ToLower(parent)]
	f.item[strings.ToLower(r.ID)] = at
	f.list.Items[at].With++
}

// byContent decides about what has no tags and lies in what is not deleted, such
// as a subnet in a network that was there before: it is the environment's when
// it is what the template says.
func (f *finder) byContent(r snapshot.Resource, body *snapshot.Object) {
	if k, shared := f.shared[strings.ToLower(r.ID)]; shared {
		f.keep(r.ID, k)
		return
	}
	paths := identifying(r.Type)
	if len(paths) == 0 {
		f.keep(r.ID, Kept{Why: "it has no tags, and nothing else shows that it is the environment's"})
		return
	}
	of, compared := property.Resource{Type: r.Type, Version: r.APIVersion}, 0
	for _, path := range paths {
		want, got := at(r.Body, path), at(body, path)
		if want == nil {
			continue
		}
		if _, same := f.Facts.Same(of, property.Parse(path), [2]snapshot.Value{want, got}); !same {
			f.keep(r.ID, Kept{Why: fmt.Sprintf("its %s is not what the environment sets, so that it is another's", path)})
			return
		}
		compared++
	}
	if compared == 0 {
		f.keep(r.ID, Kept{Why: "what would show that it is the environment's is known to Azure only"})
		return
	}
	f.add(r, body)
}

// at is the value at a path; nil for nothing, and for what is not known.
func at(o *snapshot.Object, path string) snapshot.Value {
	for _, found := range snapshot.Find(o, path) {
		if _, unknown := found.Value.(*snapshot.Unknown); !unknown {
			return found.Value
		}
	}
	return nil
}

// orphans finds what carries the tag and is none of the template's.
func (f *finder) orphans(ctx context.Context) error {
	for _, group := range f.Groups {
		ids, err := property.Owned(ctx, f.azure.List, property.Owner{Group: group, Tag: f.Tag, Value: f.Name})
		var answered *arm.Error
		switch {
		case arm.NotFound(err):
			continue
		case errors.As(err, &answered):
			f.keep(group, Kept{Why: "what is in it cannot be listed: " + answered.Error(), Unread: true})
			continue
		case err != nil:
			return fmt.Errorf("list the resources of %s: %w", group, err)
		}
		for _, id := range ids {
			if err := f.orphan(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *finder) orphan(ctx context.Context, id string) error {
	key := strings.ToLower(id)
	if _, mine := f.created[key]; mine {
		return nil
	}
	_, typ, name := property.SplitID(id)
	version, known := f.Facts.Version(typ)
	switch {
	case !f.Orphans:
		f.keep(id, Kept{Why: "it carries the tag, but the intent does not ask for it", Orphan: true})
		return nil
	case !known:
		f.keep(id, Kept{Why: "its type is not known, so that it cannot be deleted here", Orphan: true})
		return nil
	}
	r := snapshot.Resource{ID: id, Type: typ, Name: name, APIVersion: version}
	found, err := f.read(ctx, []snapshot.Resource{r})
	if r.Body = found[key]; err != nil || r.Body == nil {
		return err
	}
	f.created[key] = r
	f.byTag(r, r.Body)
	return nil
}

// existing tells what the template only refers to.
func (f *finder) existing() {
	for _, r := range f.Snapshot.Resources {
		key := strings.ToLower(r.ID)
		_, mine := f.created[key]
		if r.Existing && !mine && !f.kept[key] && strings.HasPrefix(r.ID, "/") && !strings.Contains(r.ID, "[") {
			f.keep(r.ID, Kept{Why: "it was there before: the environment only uses it"})
		}
	}
}

// parentOf is the id of what a resource lies in: its parent, what it extends, or
// its resource group.
func parentOf(r snapshot.Resource) string {
	cut := func(s string, parts int) string {
		for range parts {
			s = s[:max(strings.LastIndexByte(s, '/'), 0)]
		}
		return s
	}
	if strings.Count(r.Type, "/") > 1 {
		return cut(r.ID, 2)
	}
	return cut(r.ID, 4)
}

// queryOf is what the deletion of a type needs besides. A compute that stands
// for a cluster is detached: the cluster is an item of its own, or another's.
func queryOf(r snapshot.Resource) url.Values {
	if !strings.EqualFold(r.Type, "Microsoft.MachineLearningServices/workspaces/computes") {
		return nil
	}
	action := "Detach"
	if kind, ok := at(r.Body, "properties.computeType").(snapshot.String); ok && strings.EqualFold(string(kind), "AmlCompute") {
		action = "Delete"
	}
	return url.Values{"underlyingResourceAction": {action}}
}
