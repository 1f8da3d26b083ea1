package armsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
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

// getFeature is the state of a feature: registered, when nobody said otherwise.
func (s *Server) getFeature(c *call) reply {
	state := cmp.Or(s.World.checks.features[strings.ToLower(c.match[2]+"/"+c.match[3])], "Registered")
	return reply{status: http.StatusOK, body: object{"id": c.path, "name": c.match[2] + "/" + c.match[3], "type": "Microsoft.Features/providers/features", "properties": object{"state": state}}}
}

// resourceURI finds the resource that a reader of the activity log asks for.
var resourceURI = regexp.MustCompile(`(?i)resourceUri eq '([^']*)'`)

// listActivity is the activity log: what a test wrote, and the deletions of
// workspaces, which are listed nowhere else. Of its filter the resource counts.
func (s *Server) listActivity(c *call) reply {
	entries := slices.Clone(s.World.checks.activity)
	for _, d := range s.World.checks.deleted {
		if strings.EqualFold(typeOf(d.ID), "Microsoft.MachineLearningServices/workspaces") {
			entries = append(entries, object{"resourceId": d.ID, "eventTimestamp": stamp(s.now()), "operationName": object{"value": "Microsoft.MachineLearningServices/workspaces/delete"},
				"status": object{"value": succeeded}, "caller": ObjectID})
		}
	}
	items := []any{}
	asked := resourceURI.FindStringSubmatch(c.query.Get("$filter"))
	for _, entry := range entries {
		if id, _ := entry["resourceId"].(string); asked == nil || inside(id, asked[1]) {
			items = append(items, entry)
		}
	}
	return s.page(c, items)
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
