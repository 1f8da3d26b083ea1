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

// machineTasks make one task for each compute whose machines Azure Machine
// Learning starts.
func machineTasks(ask func(*world, context.Context, nodes, place, map[string]mlSize) finding) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for _, n := range w.machines() {
			p := place{subscriptionOf(n.resource.ID), w.location(n.resource)}
			tasks = append(tasks, one(n.resource.ID, n.resource.Origin.Path, func(ctx context.Context) finding {
				if p.region == "" {
					return notRun("the region is not known before the deployment")
				}
				sizes, err := w.mlSizes(ctx, p)
				if err != nil {
					return unread(err, "the sizes of Azure Machine Learning in "+p.region, actionMLSizes)
				}
				return ask(w, ctx, n, p, sizes)
			}))
		}
		return tasks
	}
}

func (w *world) checkMLSize(_ context.Context, n nodes, p place, sizes map[string]mlSize) finding {
	if _, offered := sizes[lower(n.size)]; !offered {
		return failed(n.size+" is not offered in "+p.region, n.size+" for computes of Azure Machine Learning", "choose another size in the intent: "+
			az("ml", "compute", "list-sizes", "--location", p.region))
	}
	return passed(n.size)
}

// checkMLQuota checks the quota of a compute. Its cores are not those of
// clusters: Azure Machine Learning has a quota of its own.
func (w *world) checkMLQuota(ctx context.Context, n nodes, p place, sizes map[string]mlSize) finding {
	size, offered := sizes[lower(n.size)]
	if !offered {
		return notRun("the size " + n.size + " is not offered")
	}
	all, err := w.usages(p.subscription, "Microsoft.MachineLearningServices", p.region, versionML)
	if err != nil {
		return unread(err, "the quotas of Azure Machine Learning in "+p.region, actionMLUsages)
	}
	there, err := w.exists(ctx, n.resource)
	switch {
	case err != nil:
		return unread(err, n.resource.ID, typeCompute+"/read")
	case there:
		return passed("the compute is there already")
	}
	return checkQuota(all, size.Family, n.most*size.VCPUs, "vCPU", increase(p, "Microsoft.MachineLearningServices", size.Family))
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
			byName[lower(s.Name)] = s
		}
	}
	return byName, nil
}
