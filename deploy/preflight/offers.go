package preflight

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// offered is a type with its version in a region, which a subscription needs.
type offered struct {
	subscription, typ, version, region, path string
}

// offers are the types needed, each once for its version and region.
func (w *world) offers() []offered {
	var all []offered
	seen := map[offered]bool{}
	for _, r := range w.created {
		o := offered{subscriptionOf(r.ID), r.Type, r.APIVersion, w.location(r), ""}
		if o.subscription == "" || seen[o] {
			continue
		}
		seen[o] = true
		o.path = r.Origin.Path
		all = append(all, o)
	}
	return all
}

func regionTasks(w *world) []task {
	var tasks []task
	for _, o := range w.offers() {
		target := o.subscription + "/providers/" + o.typ + "@" + o.version
		tasks = append(tasks, one(target, o.path, func(ctx context.Context) finding { return w.checkOffer(ctx, o) }))
	}
	return tasks
}

func (w *world) checkOffer(ctx context.Context, o offered) finding {
	namespace := canonical(namespaceOf(o.typ))
	var p provider
	if err := w.get(ctx, o.subscription+"/providers/"+namespace, versionProviders, &p); err != nil {
		return unread(err, "the provider "+namespace, actionProviders)
	}
	listed, ok := p.nearest(o.typ)
	if !ok {
		return notRun("the provider lists neither " + strconv.Quote(o.typ) + " nor what it is part of")
	}
	regions := p.ResourceTypes[listed].Locations
	if o.region != "" && o.region != "global" && len(regions) > 0 &&
		!slices.ContainsFunc(regions, func(r string) bool { return region(r) == o.region }) {
		return failed("not offered in "+o.region, "a region that offers "+o.typ,
			"choose another region in the intent's location: "+near(regions))
	}
	versions := p.ResourceTypes[listed].APIVersions
	if !slices.ContainsFunc(versions, func(v string) bool { return strings.EqualFold(v, o.version) }) {
		return failed("no API version "+o.version, o.version+" of "+o.typ,
			"this cloud has "+near(versions)+"; use a release of amlsec for it, or write the version into the Bicep")
	}
	return passed("offered")
}

// nearest is the index of a type among those that a provider lists, or that of
// the type it is part of: not all providers list children.
func (p provider) nearest(typ string) (int, bool) {
	_, name, _ := strings.Cut(typ, "/")
	for name != "" {
		for i, t := range p.ResourceTypes {
			if strings.EqualFold(t.ResourceType, name) {
				return i, true
			}
		}
		end := strings.LastIndexByte(name, '/')
		if end < 0 {
			break
		}
		name = name[:end]
	}
	return 0, false
}

// near are the first few of a list, in words.
func near(list []string) string {
	const few = 8
	if len(list) > few {
		return strings.Join(list[:few], ", ") + " and " + strconv.Itoa(len(list)-few) + " more"
	}
	return strings.Join(list, ", ")
}
