package preflight

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

const (
	actionUsages = "Microsoft.Compute/locations/usages/read"
	pageQuota    = "https://learn.microsoft.com/azure/virtual-machines/quotas"
)

// usage is one quota of a region.
type usage struct {
	Current int `json:"currentValue"`
	Limit   int `json:"limit"`
	Name    struct {
		Value     string `json:"value"`
		Localized string `json:"localizedValue"`
	} `json:"name"`
}

// usages are the quotas of a provider in a region, by lower-cased name.
func (w *world) usages(p place, namespace, version string) (map[string]usage, error) {
	all, err := list[usage](w, p.subscription+"/providers/"+namespace+"/locations/"+p.region+"/usages", version, nil)
	if err != nil {
		return nil, err
	}
	byName := map[string]usage{}
	for _, u := range all {
		byName[strings.ToLower(u.Name.Value)] = u
	}
	return byName, nil
}

// regionalCores is the quota of all families together.
const regionalCores = "cores"

// place is a subscription and a region.
type place struct{ subscription, region string }

// coreQuestion asks for the cores of pools: at the start, or at the most.
type coreQuestion struct {
	place
	pools []nodes
	most  bool
}

// poolsByPlace groups pools by where their cores count.
func (w *world) poolsByPlace() map[place][]nodes {
	all := map[place][]nodes{}
	for _, n := range w.pools() {
		p := place{subscriptionOf(n.resource.ID), w.location(n.resource)}
		if p.subscription != "" && p.region != "" {
			all[p] = append(all[p], n)
		}
	}
	return all
}

// quotaTasks check the cores of clusters: at the start, or at the most.
func quotaTasks(most bool) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for p, pools := range w.poolsByPlace() {
			target := p.subscription + "/providers/Microsoft.Compute/locations/" + p.region
			tasks = append(tasks, task{target, pools[0].resource.Origin.Path, func(ctx context.Context) []finding {
				return w.checkCores(ctx, coreQuestion{p, pools, most})
			}})
		}
		return tasks
	}
}

// checkCores compares what pools need with each family's quota and with that
// of the region.
func (w *world) checkCores(ctx context.Context, q coreQuestion) []finding {
	p := q.place
	needs, families, err := w.demands(ctx, q)
	if err != nil {
		return []finding{unread(err, "the sizes of "+p.region, actionSKUs)}
	}
	all, err := w.usages(p, "Microsoft.Compute", versionCompute)
	if err != nil {
		return []finding{unread(err, "the quotas of "+p.region, actionUsages)}
	}
	var findings []finding
	for _, family := range families {
		d := needs[family]
		f := claim{family, d.amount(q.most), "vCPU", increase(p, "Microsoft.Compute", family)}.against(all)
		f.target = p.subscription + "/providers/Microsoft.Compute/locations/" + p.region + "/usages/" + family
		f.path = d.path
		findings = append(findings, f)
	}
	return findings
}

func (d demand) amount(most bool) int {
	if most {
		return d.most
	}
	return d.cores
}

// demands are the cores that pools need, by family, and of the region; the
// families are in the order of the pools.
func (w *world) demands(ctx context.Context, q coreQuestion) (map[string]*demand, []string, error) {
	skus, err := w.skus(q.subscription, q.region)
	if err != nil {
		return nil, nil, err
	}
	needs, families := map[string]*demand{}, []string{}
	add := func(family string, n nodes, cores, there int) {
		if needs[family] == nil {
			needs[family] = &demand{}
			families = append(families, family)
		}
		needs[family].add(n, cores, there)
	}
	for _, n := range q.pools {
		s, offered := skus[strings.ToLower(n.size)]
		if !offered || s.cores() == 0 {
			continue // what is not offered is told by the check of sizes
		}
		there, err := w.nodesThere(ctx, n)
		if err != nil {
			return nil, nil, err
		}
		add(s.Family, n, s.cores(), there)
		add(regionalCores, n, s.cores(), there)
	}
	return needs, families, nil
}

// nodesThere are the nodes that a pool has already, when it is deployed again.
func (w *world) nodesThere(ctx context.Context, n nodes) (int, error) {
	var c struct {
		Properties struct {
			Pools []struct {
				Name   string `json:"name"`
				VMSize string `json:"vmSize"`
				Count  int    `json:"count"`
			} `json:"agentPoolProfiles"`
		} `json:"properties"`
	}
	err := w.get(ctx, n.resource.ID, n.resource.APIVersion, &c)
	if arm.NotFound(err) {
		return 0, nil
	}
	for _, p := range c.Properties.Pools {
		if strings.EqualFold(p.Name, n.name) && strings.EqualFold(p.VMSize, n.size) {
			return p.Count, err
		}
	}
	return 0, err
}

// claim is what is needed of a quota.
type claim struct {
	name   string // of the quota
	need   int
	unit   string
	remedy string
}

// against compares a claim with the quotas of a region.
func (c claim) against(all map[string]usage) finding {
	u, listed := all[strings.ToLower(c.name)]
	if !listed {
		return notRun("Azure lists no quota " + strconv.Quote(c.name))
	}
	free := max(0, u.Limit-u.Current)
	found := fmt.Sprintf("%s: %d of %d used, %d free", cmp.Or(u.Name.Localized, c.name), u.Current, u.Limit, free)
	if u.Limit < 0 || c.need <= free { // -1 stands for no limit
		return passed(fmt.Sprintf("%s, %d needed", found, c.need))
	}
	return failed(found, count(c.need, c.unit)+", a limit of "+strconv.Itoa(u.Current+c.need), c.remedy)
}

// increase is how to ask for more quota.
func increase(p place, namespace, name string) string {
	return "ask for more: " + az("quota", "update", "--resource-name", name,
		"--scope", p.subscription+"/providers/"+namespace+"/locations/"+p.region, "--limit-object", "value=LIMIT") +
		", or in the portal under Quotas; or ask for fewer or smaller nodes in the intent"
}
