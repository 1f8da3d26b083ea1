package preflight

import (
	"context"
	"encoding/json"
	"strings"
)

const (
	actionMLSizes  = "Microsoft.MachineLearningServices/locations/vmSizes/read"
	actionMLUsages = "Microsoft.MachineLearningServices/locations/usages/read"
	pageMLQuota    = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas"
)

// mlSize is a size of machines that Azure Machine Learning offers in a region.
type mlSize struct {
	Name   string `json:"name"`
	Family string `json:"family"`
	VCPUs  int    `json:"vCPUs"`
}

// machines are those of a compute, and what the region offers.
type machines struct {
	nodes
	place
	sizes map[string]mlSize
}

// machineTasks make one task for each compute whose machines Azure Machine
// Learning starts.
func machineTasks(ask func(*world, context.Context, machines) finding) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for _, n := range w.computes() {
			p := place{subscriptionOf(n.resource.ID), w.location(n.resource)}
			tasks = append(tasks, one(n.resource.ID, n.resource.Origin.Path, func(ctx context.Context) finding {
				if p.region == "" {
					return notRun("the region is not known before the deployment")
				}
				sizes, err := w.mlSizes(ctx, p)
				if err != nil {
					return unread(err, "the sizes of Azure Machine Learning in "+p.region, actionMLSizes)
				}
				return ask(w, ctx, machines{n, p, sizes})
			}))
		}
		return tasks
	}
}

func (w *world) checkMLSize(_ context.Context, m machines) finding {
	if _, offered := m.sizes[strings.ToLower(m.size)]; !offered {
		return failed(m.size+" is not offered in "+m.region, m.size+" for computes of Azure Machine Learning", "choose another size in the intent: "+
			az("ml", "compute", "list-sizes", "--location", m.region))
	}
	return passed(m.size)
}

// checkMLQuota checks the quota of a compute. Its cores are not those of
// clusters: Azure Machine Learning has quotas of its own, of each family and of
// the region.
func (w *world) checkMLQuota(ctx context.Context, m machines) finding {
	size, offered := m.sizes[strings.ToLower(m.size)]
	if !offered {
		return notRun("the size " + m.size + " is not offered")
	}
	all, err := w.mlUsages(m.place)
	if err != nil {
		return unread(err, "the quotas of Azure Machine Learning in "+m.region, actionMLUsages)
	}
	there, err := w.exists(ctx, m.resource)
	switch {
	case err != nil:
		return unread(err, m.resource.ID, typeCompute+"/read")
	case there:
		return passed("the compute is there already")
	}
	need, inAll, err := w.mlDemand(ctx, m)
	if err != nil {
		return unread(err, "the computes", typeCompute+"/read")
	}
	const total = "Total Cluster Dedicated Regional vCPUs"
	if u, listed := all[joined(total)]; listed && !m.spare && inAll > u.Limit-u.Current && u.Limit >= 0 {
		return claim{joined(total), inAll, "vCPU", increase(m.place, "Microsoft.MachineLearningServices", total)}.against(all)
	}
	name := joined(size.Family + "Cluster Dedicated vCPUs")
	if m.spare {
		name = joined(size.Family + "Cluster LowPriority vCPUs")
	}
	return claim{name, need, "vCPU", increase(m.place, "Microsoft.MachineLearningServices", all[name].Name.Value)}.against(all)
}

// mlDemand are the cores of all computes that the template makes anew in the place
// of one: of its family, and, machines of low priority apart, in all.
func (w *world) mlDemand(ctx context.Context, m machines) (family, all int, err error) {
	of := m.sizes[strings.ToLower(m.size)].Family
	for _, n := range w.computes() {
		size, offered := m.sizes[strings.ToLower(n.size)]
		if !offered || subscriptionOf(n.resource.ID) != m.subscription || w.location(n.resource) != m.region {
			continue
		}
		there, err := w.exists(ctx, n.resource)
		if err != nil {
			return 0, 0, err
		}
		cores := n.most * size.VCPUs
		if there {
			cores = 0
		}
		if n.spare == m.spare && strings.EqualFold(size.Family, of) {
			family += cores
		}
		if !n.spare {
			all += cores
		}
	}
	return family, all, nil
}

// mlUsages are the quotas of a subscription in a region, by their names in one
// form. What workspaces and computes use of them is listed too, under the same
// names; only the ids tell.
func (w *world) mlUsages(p place) (map[string]usage, error) {
	type row struct {
		ID string `json:"id"`
		usage
	}
	rows, err := list[row](w, p.subscription+"/providers/Microsoft.MachineLearningServices/locations/"+p.region+"/usages", versionML, nil)
	if err != nil {
		return nil, err
	}
	all := map[string]usage{}
	for _, r := range rows {
		if groupOf(r.ID) == "" {
			all[joined(r.Name.Value)] = r.usage
		}
	}
	return all, nil
}

// joined is a name in the form in which the families of sizes and the names of
// quotas are alike: standardDSv2Family and "Standard DSv2 Family Cluster …".
func joined(name string) string {
	return strings.NewReplacer(" ", "", "_", "").Replace(strings.ToLower(name))
}

// mlSizes are the sizes in a region, by lower-cased name.
func (w *world) mlSizes(ctx context.Context, p place) (map[string]mlSize, error) {
	path := p.subscription + "/providers/Microsoft.MachineLearningServices/locations/" + p.region + "/vmSizes"
	body, err := w.read(ctx, path, versionML)
	if err != nil {
		return nil, err
	}
	// The list stands under value, in older versions under amlCompute.
	var answer map[string]json.RawMessage
	if err := decode(body, &answer); err != nil {
		return nil, err
	}
	byName := map[string]mlSize{}
	for key, raw := range answer {
		var sizes []mlSize
		if !strings.EqualFold(key, "value") && !strings.EqualFold(key, "amlCompute") {
			continue
		}
		if err := decode(raw, &sizes); err != nil {
			return nil, err
		}
		for _, s := range sizes {
			byName[strings.ToLower(s.Name)] = s
		}
	}
	return byName, nil
}
