package armsim

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// checkRoutes are the requests of a preflight.
func (s *Server) checkRoutes(add adder) {
	auth := func(what string) string { return anything + `/providers/microsoft\.authorization/` + what }
	add("GET", auth("permissions"), "check", []string{"2022-04-01", "2018-07-01", "2015-07-01", "2022-05-01-preview"}, s.permissions)
	add("GET", auth("denyAssignments"), "check", []string{"2022-04-01", "2024-07-01-preview", "2018-07-01-preview"}, s.denyAssignments)
	add("GET", auth("roleAssignments"), "check", []string{"2022-04-01", "2020-04-01-preview", "2018-07-01", "2015-07-01"}, s.roleAssignments)
	add("GET", auth("roleDefinitions/([^/]+)"), "check", []string{"2022-04-01", "2022-05-01-preview", "2018-07-01"}, s.roleDefinition)
	add("GET", auth("roleDefinitions"), "check", []string{"2022-04-01", "2022-05-01-preview", "2018-07-01"}, s.roleDefinitions)
	add("GET", auth("locks"), "check", []string{"2020-05-01", "2017-04-01", "2016-09-01"}, s.listLocks)
	v := groupVersions()
	add("GET", subscription+"/providers", "provider", v, s.listProviders)
	add("GET", subscription+"/providers/([^/]+)", "provider", v, s.getProvider)
	add("POST", subscription+"/providers/([^/]+)/register", "provider", v, s.registerProvider)
	add("GET", subscription+`/providers/microsoft\.(compute|storage|network)/locations/([^/]+)/usages`, "check", nil, s.listUsages)
	add("GET", subscription+`/providers/microsoft\.(machinelearningservices)/locations/([^/]+)/(?:usages|quotas)`, "check", nil, s.listUsages)
	add("GET", subscription+`/providers/microsoft\.machinelearningservices/locations/([^/]+)/vmSizes`, "check", nil, s.listWorkspaceSizes)
	add("GET", subscription+`/providers/microsoft\.compute/skus`, "check", []string{"2021-07-01", "2019-04-01"}, s.listSizes)
	add("POST", subscription+`/providers/microsoft\.(storage|keyvault|containerregistry)/checkNameAvailability`, "check", nil, s.checkName)
	add("GET", subscription+`/providers/microsoft\.keyvault/deletedVaults`, "check", nil, s.listDeletedVaults)
	add("GET", subscription+`/providers/microsoft\.keyvault/locations/([^/]+)/deletedVaults/([^/]+)`, "check", nil, s.getDeletedVault)
	add("GET", scope+`/providers/microsoft\.operationalinsights/deletedWorkspaces`, "check", nil, s.listDeletedLogs)
	add("GET", anything+`/usages`, "check", nil, s.networkUsages)
	add("GET", anything+`/CheckIPAddressAvailability`, "check", nil, s.checkAddress)
	add("GET", scope+`/providers/microsoft\.network/locations/([^/]+)/availableDelegations`, "check", nil, s.listDelegations)
	add("GET", scope+`/providers/microsoft\.network/locations/([^/]+)/availablePrivateEndpointTypes`, "check", nil, s.listEndpointTypes)
	add("POST", scope+`/providers/microsoft\.policyinsights/checkPolicyRestrictions`, "check", []string{"2024-10-01", "2023-03-01", "2022-03-01", "2020-07-01"}, s.checkPolicy)
	add("GET", subscription+`/providers/microsoft\.containerservice/locations/([^/]+)/kubernetesVersions`, "check", nil, s.listKubernetes)
	add("GET", subscription+`/providers/microsoft\.features/providers/([^/]+)/features/([^/]+)`, "check", []string{"2021-07-01", "2015-12-01"}, s.getFeature)
	add("GET", anything+`/providers/microsoft\.insights/eventtypes/management/values`, "check", []string{"2015-04-01"}, s.listActivity)
}

func (s *Server) permissions(c *call) reply {
	id := c.match[1]
	if s.World.find(id) == nil {
		if g := groupOf(id); g != "" && s.World.groups[strings.ToLower(groupID(id))] == nil {
			return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", g)
		}
		return reply{status: http.StatusNotFound, body: object{"error": notFound(id)}}
	}
	items := []any{}
	for _, g := range s.World.granted(id) {
		items = append(items, object{"actions": orEmpty(g.actions), "notActions": orEmpty(g.notActions), "dataActions": []any{}, "notDataActions": []any{}})
	}
	return s.page(c, items)
}

func orEmpty(list []string) []string { return append([]string{}, list...) }

func (s *Server) denyAssignments(c *call) reply {
	items := []any{}
	for _, d := range s.World.checks.denied {
		if inside(c.match[1], d.scope) {
			id := d.scope + "/providers/Microsoft.Authorization/denyAssignments/" + uuidOf(d.name)
			items = append(items, object{"id": id, "name": uuidOf(d.name), "type": "Microsoft.Authorization/denyAssignments", "properties": object{
				"denyAssignmentName": d.name, "scope": d.scope, "isSystemProtected": true, "doNotApplyToChildScopes": false,
				"permissions":       []any{object{"actions": d.actions, "notActions": []any{}, "dataActions": []any{}, "notDataActions": []any{}}},
				"principals":        []any{object{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}},
				"excludePrincipals": []any{},
			}})
		}
	}
	return s.page(c, items)
}

// ownerRole is the role that the caller has everywhere.
const ownerRole = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"

// roleAssignments are those that reach a scope: the caller's, from what it may
// do, and those that were created.
func (s *Server) roleAssignments(c *call) reply {
	items := []any{}
	sub := "/subscriptions/" + subscriptionOf(c.path)
	filter := c.query.Get("$filter")
	if filter == "" || strings.Contains(filter, ObjectID) || strings.Contains(filter, "atScope") {
		for _, g := range s.World.granted(c.match[1]) {
			items = append(items, object{
				"id": sub + "/providers/Microsoft.Authorization/roleAssignments/" + uuidOf("assignment"+g.scope), "name": uuidOf("assignment" + g.scope), "type": "Microsoft.Authorization/roleAssignments",
				"properties": object{"roleDefinitionId": sub + "/providers/Microsoft.Authorization/roleDefinitions/" + roleOf(g), "principalId": ObjectID, "principalType": "ServicePrincipal", "scope": cmpOr(g.scope, sub)},
			})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.World.resources)) {
		r := s.World.resources[key]
		outer, _, _ := lastProvider(r.id)
		if !strings.EqualFold(typeOf(r.id), "Microsoft.Authorization/roleAssignments") || !inside(c.match[1], outer) && !inside(outer, c.match[1]) {
			continue
		}
		body := copied(r.body).(object)
		body["properties"].(object)["scope"] = outer
		principal, _ := body["properties"].(object)["principalId"].(string)
		if !strings.Contains(filter, "'") || strings.Contains(filter, principal) {
			items = append(items, body)
		}
	}
	return s.page(c, items)
}

// roleOf is the id of a role that has the rights of a grant.
func roleOf(g grant) string {
	if len(g.actions) == 1 && g.actions[0] == "*" && len(g.notActions) == 0 {
		return ownerRole
	}
	return uuidOf("role" + g.scope)
}

func (s *Server) roles(sub string) []any {
	items := []any{}
	seen := map[string]bool{}
	for _, g := range s.World.checks.rights {
		if id := roleOf(g); !seen[id] {
			seen[id] = true
			items = append(items, object{"id": sub + "/providers/Microsoft.Authorization/roleDefinitions/" + id, "name": id, "type": "Microsoft.Authorization/roleDefinitions",
				"properties": object{"roleName": "Role " + id[:8], "type": "CustomRole", "permissions": []any{object{"actions": orEmpty(g.actions), "notActions": orEmpty(g.notActions), "dataActions": []any{}, "notDataActions": []any{}}}}})
		}
	}
	return items
}

func (s *Server) roleDefinitions(c *call) reply {
	return s.page(c, s.roles("/subscriptions/"+subscriptionOf(c.path)))
}

func (s *Server) roleDefinition(c *call) reply {
	for _, r := range s.roles("/subscriptions/" + subscriptionOf(c.path)) {
		if strings.EqualFold(r.(object)["name"].(string), c.match[2]) {
			return reply{status: http.StatusOK, body: r}
		}
	}
	return refuse(http.StatusNotFound, "RoleDefinitionDoesNotExist", "The specified role definition with ID '%s' does not exist.", c.match[2])
}

func (s *Server) listLocks(c *call) reply {
	items := []any{}
	for _, l := range s.World.checks.locks {
		if inside(c.match[1], l.scope) || inside(l.scope, c.match[1]) {
			items = append(items, object{"id": l.scope + "/providers/Microsoft.Authorization/locks/" + l.name, "name": l.name, "type": "Microsoft.Authorization/locks", "properties": object{"level": l.level}})
		}
	}
	return s.page(c, items)
}

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

func (size *Size) body() object {
	restrictions := []any{}
	if size.Reason != "" {
		kind, values := "Location", []string{size.Location}
		info := object{"locations": []string{size.Location}}
		if len(size.RestrictedZones) > 0 {
			kind, info["zones"] = "Zone", size.RestrictedZones
		}
		restrictions = append(restrictions, object{"type": kind, "values": values, "restrictionInfo": info, "reasonCode": size.Reason})
	}
	_, rest, _ := strings.Cut(size.Name, "_")
	return object{
		"resourceType": "virtualMachines", "name": size.Name, "tier": "Standard", "size": rest, "family": size.Family, "locations": []string{size.Location},
		"locationInfo": []any{object{"location": size.Location, "zones": orEmpty(size.Zones), "zoneDetails": []any{}}},
		"capabilities": []any{object{"name": "vCPUs", "value": itoa(size.VCPUs)}, object{"name": "MemoryGB", "value": itoa(size.VCPUs * 4)}, object{"name": "PremiumIO", "value": "True"}},
		"restrictions": restrictions,
	}
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

// checkName says whether a name is free. One that exists is not, in whichever
// group it exists.
func (s *Server) checkName(c *call) reply {
	var asked struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	if err := json.Unmarshal(c.body, &asked); err != nil || asked.Name == "" || asked.Type == "" {
		return refuse(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: name and type are required.")
	}
	reason := s.World.checks.taken[strings.ToLower(asked.Type+"/"+asked.Name)]
	for _, r := range s.World.resources {
		if strings.EqualFold(typeOf(r.id), asked.Type) && strings.EqualFold(nameOf(r.id), asked.Name) {
			reason = "AlreadyExists"
		}
	}
	for _, d := range s.World.checks.deleted {
		if strings.EqualFold(typeOf(d.ID), "Microsoft.KeyVault/vaults") && strings.EqualFold(typeOf(d.ID), asked.Type) && strings.EqualFold(nameOf(d.ID), asked.Name) {
			reason = "AlreadyExists"
		}
	}
	if reason == "" {
		return reply{status: http.StatusOK, body: object{"nameAvailable": true}}
	}
	return reply{status: http.StatusOK, body: object{"nameAvailable": false, "reason": reason, "message": fmt.Sprintf("The name %s is already taken or not valid.", asked.Name)}}
}

func (d *SoftDeleted) body(now string) object {
	location := d.Location
	props := object{"vaultId": d.ID, "location": location, "deletionDate": now, "scheduledPurgeDate": now, "tags": object{}}
	if d.PurgeProtection {
		props["purgeProtectionEnabled"] = true
	}
	return object{"id": "/subscriptions/" + subscriptionOf(d.ID) + "/providers/Microsoft.KeyVault/locations/" + location + "/deletedVaults/" + nameOf(d.ID),
		"name": nameOf(d.ID), "type": "Microsoft.KeyVault/deletedVaults", "properties": props}
}

func (s *Server) listDeletedVaults(c *call) reply {
	items := []any{}
	for _, d := range s.World.checks.deleted {
		if strings.EqualFold(typeOf(d.ID), "Microsoft.KeyVault/vaults") {
			items = append(items, d.body(stamp(s.now())))
		}
	}
	return s.page(c, items)
}

func (s *Server) getDeletedVault(c *call) reply {
	for _, d := range s.World.checks.deleted {
		if strings.EqualFold(typeOf(d.ID), "Microsoft.KeyVault/vaults") && strings.EqualFold(nameOf(d.ID), c.match[3]) && strings.EqualFold(d.Location, c.match[2]) {
			return reply{status: http.StatusOK, body: d.body(stamp(s.now()))}
		}
	}
	return refuse(http.StatusNotFound, "DeletedVaultNotFound", "The specified deleted vault '%s' does not exist.", c.match[3])
}

func (s *Server) listDeletedLogs(c *call) reply {
	items := []any{}
	for _, d := range s.World.checks.deleted {
		if strings.EqualFold(typeOf(d.ID), "Microsoft.OperationalInsights/workspaces") && inside(d.ID, c.match[1]) {
			items = append(items, object{"id": d.ID, "name": nameOf(d.ID), "type": "Microsoft.OperationalInsights/workspaces", "location": d.Location, "properties": object{"provisioningState": "Deleted"}})
		}
	}
	return s.page(c, items)
}

func (s *Server) listKubernetes(c *call) reply {
	values := []any{}
	for _, version := range []string{"1.34", "1.35", "1.36"} {
		values = append(values, object{"version": version, "isDefault": version == "1.35", "capabilities": object{"supportPlan": []any{"KubernetesOfficial"}},
			"patchVersions": object{version + ".2": object{"upgrades": []any{}}}})
	}
	return reply{status: http.StatusOK, body: object{"values": values}}
}

// getFeature is the state of a feature: registered, when nobody said otherwise.
func (s *Server) getFeature(c *call) reply {
	state := cmpOr(s.World.checks.features[strings.ToLower(c.match[2]+"/"+c.match[3])], "Registered")
	return reply{status: http.StatusOK, body: object{"id": c.path, "name": c.match[2] + "/" + c.match[3], "type": "Microsoft.Features/providers/features", "properties": object{"state": state}}}
}

// listActivity is the activity log, of a subscription alone; its filter is not looked at.
func (s *Server) listActivity(c *call) reply {
	items := []any{}
	for _, entry := range s.World.checks.activity {
		items = append(items, entry)
	}
	return s.page(c, items)
}

// networkUsages are how many addresses each subnet of a network uses.
func (s *Server) networkUsages(c *call) reply {
	r := s.World.find(c.match[1])
	if r == nil || !strings.EqualFold(typeOf(r.id), networkType) {
		return reply{status: http.StatusNotFound, body: object{"error": notFound(c.match[1])}}
	}
	items := []any{}
	for _, subnet := range s.World.subnets(r) {
		id, _ := subnet["id"].(string)
		limit := 0
		for _, prefix := range prefixesOf(subnet) {
			if p, err := netip.ParsePrefix(prefix); err == nil && p.Addr().Is4() && p.Bits() <= 29 {
				limit += 1<<(32-p.Bits()) - 5
			}
		}
		items = append(items, object{"id": id, "name": object{"value": "SubnetSpace", "localizedValue": "Subnet size and usage"}, "unit": "Count",
			"currentValue": s.World.checks.used[strings.ToLower(id)], "limit": limit})
	}
	return s.page(c, items)
}

// subnets are those of a network, as bodies.
func (w *World) subnets(network *resource) []object {
	var list []object
	props, _ := w.shown(network)["properties"].(object)
	subnets, _ := props["subnets"].([]any)
	for _, one := range subnets {
		if subnet, ok := one.(object); ok {
			list = append(list, subnet)
		}
	}
	return list
}

func prefixesOf(subnet object) []string {
	props, _ := subnet["properties"].(object)
	var list []string
	if one, ok := props["addressPrefix"].(string); ok {
		list = append(list, one)
	}
	more, _ := props["addressPrefixes"].([]any)
	for _, one := range more {
		if text, ok := one.(string); ok && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

func (s *Server) checkAddress(c *call) reply {
	ip := c.query.Get("ipAddress")
	r := s.World.find(c.match[1])
	addr, err := netip.ParseAddr(ip)
	if r == nil || err != nil {
		return reply{status: http.StatusNotFound, body: object{"error": notFound(c.match[1])}}
	}
	inNetwork := false
	for _, subnet := range s.World.subnets(r) {
		for _, prefix := range prefixesOf(subnet) {
			p, err := netip.ParsePrefix(prefix)
			inNetwork = inNetwork || err == nil && p.Contains(addr)
		}
	}
	if !inNetwork {
		return refuse(http.StatusBadRequest, "PrivateIPAddressNotInAnySubnet", "Private static IP address %s does not belong to the range of any subnet in the virtual network %s.", ip, c.match[1])
	}
	free := !s.World.checks.addresses[strings.ToLower(c.match[1])+" "+ip]
	body := object{"available": free, "isPlatformReserved": false}
	if !free {
		body["availableIPAddresses"] = []any{addr.Next().String()}
	}
	return reply{status: http.StatusOK, body: body}
}

func (s *Server) listDelegations(c *call) reply {
	return s.page(c, s.World.present(c.match[2], "serviceName", []string{
		"Microsoft.ContainerService/managedClusters", "Microsoft.MachineLearningServices/workspaces", "Microsoft.Web/serverFarms", "Microsoft.ContainerInstance/containerGroups", "Microsoft.Network/dnsResolvers", "Microsoft.App/environments",
	}))
}

func (s *Server) listEndpointTypes(c *call) reply {
	return s.page(c, s.World.present(c.match[2], "resourceName", []string{
		"Microsoft.MachineLearningServices/workspaces", "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts", "Microsoft.ContainerRegistry/registries", "Microsoft.ContainerService/managedClusters", "Microsoft.Insights/privateLinkScopes",
	}))
}

// present are names that a region does not lack.
func (w *World) present(location, key string, names []string) []any {
	items := []any{}
	for _, name := range names {
		if !w.checks.without[strings.ToLower(location+" "+name)] {
			items = append(items, object{"name": strings.ReplaceAll(name, "/", "."), "id": "/subscriptions/" + w.s.opts.SubscriptionID + "/providers/Microsoft.Network/available/" + name,
				"type": "Microsoft.Network/availableTypes", key: name, "displayName": name, "actions": []any{}})
		}
	}
	return items
}

func (s *Server) checkPolicy(c *call) reply {
	var asked struct {
		ResourceDetails struct {
			ResourceContent map[string]any `json:"resourceContent"`
			APIVersion      string         `json:"apiVersion"`
		} `json:"resourceDetails"`
	}
	if err := json.Unmarshal(c.body, &asked); err != nil || asked.ResourceDetails.ResourceContent == nil {
		return refuse(http.StatusBadRequest, "InvalidCheckRestrictionsRequest", "The request content is invalid: resourceDetails.resourceContent is required.")
	}
	content := asked.ResourceDetails.ResourceContent
	typ, _ := content["type"].(string)
	fields, evaluations := []any{}, []any{}
	for _, p := range s.World.checks.policies {
		if p.Type != "" && !strings.EqualFold(p.Type, typ) || p.Breaks != nil && !p.Breaks(content) {
			continue
		}
		info := p.info(c.match[1])
		policy := object{"policyDefinitionId": info["policyDefinitionId"], "policyAssignmentId": info["policyAssignmentId"]}
		evaluations = append(evaluations, object{"policyInfo": policy, "evaluationResult": "NonCompliant", "effectDetails": object{"policyEffect": "Deny"},
			"evaluationDetails": object{"evaluatedExpressions": []any{object{"result": "True", "expressionKind": "Field", "expression": p.Field, "path": p.Field, "targetValue": p.Value, "operator": "NotEquals"}}}})
		if p.Field != "" {
			fields = append(fields, object{"field": p.Field, "restrictions": []any{object{"result": "Required", "values": []any{p.Value}, "policy": policy}}})
		}
	}
	return reply{status: http.StatusOK, body: object{"fieldRestrictions": fields, "contentEvaluationResult": object{"policyEvaluations": evaluations}}}
}
