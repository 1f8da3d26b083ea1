package armsim

import (
	"net/http"
	"strings"
)

func (s *Server) listUsages(c *call) reply {
	kind := strings.ToLower(c.match[2])
	if kind == "machinelearningservices" {
		kind = "ml"
	}
	list, ok := s.World.checks.usages[kind+"/"+strings.ToLower(c.match[3])]
	if !ok {
		return refuse(http.StatusBadRequest, "NoRegisteredProviderFound", "No registered resource provider found for location '%s'.", c.match[3])
	}
	items := []any{}
	for _, u := range list {
		items = append(items, object{"name": object{"value": u.name, "localizedValue": u.name}, "currentValue": u.current, "limit": u.limit, "unit": "Count"})
	}
	return s.page(c, items)
}

func (s *Server) listSizes(c *call) reply {
	_, location, _ := strings.Cut(c.query.Get("$filter"), "location eq '")
	location = strings.TrimSuffix(location, "'")
	items := []any{}
	for _, size := range s.World.checks.sizes {
		if location == "" || strings.EqualFold(location, size.Location) {
			items = append(items, size.body())
		}
	}
	return s.page(c, items)
}

func (s *Server) listWorkspaceSizes(c *call) reply {
	items := []any{}
	for _, size := range s.World.checks.sizes {
		if strings.EqualFold(size.Location, c.match[2]) {
			items = append(items, object{"name": size.Name, "family": size.Family, "vCPUs": size.VCPUs, "lowPriorityCapable": true, "premiumIO": true, "supportedComputeTypes": []any{"AmlCompute", "ComputeInstance"}})
		}
	}
	return reply{status: http.StatusOK, body: object{"value": items}}
}

func (s *Server) listKubernetes(c *call) reply {
	values := []any{}
	for _, version := range []string{"1.34", "1.35", "1.36"} {
		values = append(values, object{"version": version, "isDefault": version == "1.35", "capabilities": object{"supportPlan": []any{"KubernetesOfficial"}},
			"patchVersions": object{version + ".2": object{"upgrades": []any{}}}})
	}
	return reply{status: http.StatusOK, body: object{"values": values}}
}
