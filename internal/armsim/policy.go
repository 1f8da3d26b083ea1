package armsim

import (
	"fmt"
	"strings"
)

// disallowed is the policy that refuses a resource.
func (w *World) disallowed(id, typ string, body object) *ErrorBody {
	for _, p := range w.checks.policies {
		if p.Type != "" && !strings.EqualFold(p.Type, typ) || p.Breaks != nil && !p.Breaks(body) {
			continue
		}
		info := p.info(groupID(id))
		return &ErrorBody{
			Code: "RequestDisallowedByPolicy", Target: nameOf(id), Message: fmt.Sprintf("Resource '%s' was disallowed by policy. Policy identifiers: '%s'.", nameOf(id), encode([]any{info})),
			Info: []ErrorInfo{{Type: "PolicyViolation", Info: info}},
		}
	}
	return nil
}

func (p Policy) info(scope string) object {
	return object{
		"policyDefinitionDisplayName": p.Assignment, "policyAssignmentDisplayName": p.Assignment, "policyAssignmentName": p.Assignment, "policyDefinitionEffect": "deny",
		"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/" + uuidOf(p.Assignment),
		"policyAssignmentId": scope + "/providers/Microsoft.Authorization/policyAssignments/" + p.Assignment, "policyAssignmentScope": scope,
		"evaluationDetails": object{"evaluatedExpressions": []any{object{"result": "True", "expressionKind": "Field", "expression": p.Field, "path": p.Field, "targetValue": p.Value, "operator": "NotEquals"}}},
	}
}

// nameHeld is who holds the name of a resource that does not exist yet.
func (w *World) nameHeld(st *step) *ErrorBody {
	if w.find(st.id) != nil {
		return nil
	}
	name := nameOf(st.id)
	if w.checks.taken[strings.ToLower(st.typ+"/"+name)] != "" {
		code, message := "Conflict", "The name '"+name+"' is already in use."
		switch strings.ToLower(st.typ) {
		case "microsoft.storage/storageaccounts":
			code, message = "StorageAccountAlreadyTaken", "The storage account named "+name+" is already taken."
		case "microsoft.keyvault/vaults":
			code, message = "VaultAlreadyExists", "The vault name '"+name+"' is already in use. Vault names are globally unique so it is possible that the name is already taken."
		case "microsoft.containerregistry/registries":
			code, message = "AlreadyInUse", "The registry DNS name "+strings.ToLower(name)+".azurecr.io is already in use."
		}
		return &ErrorBody{Code: code, Message: message}
	}
	for _, d := range w.checks.deleted {
		same := strings.EqualFold(d.ID, st.id) || strings.EqualFold(typeOf(d.ID), "Microsoft.KeyVault/vaults") && strings.EqualFold(nameOf(d.ID), name)
		switch {
		case !same || !strings.EqualFold(typeOf(d.ID), st.typ):
		case strings.EqualFold(st.typ, "Microsoft.KeyVault/vaults"):
			return &ErrorBody{Code: "ConflictError", Message: "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete."}
		case strings.EqualFold(st.typ, "Microsoft.MachineLearningServices/workspaces"):
			return &ErrorBody{Code: "BadRequest", Message: "Soft-deleted workspace exists. Please purge or recover it. https://aka.ms/wsoftdelete"}
		}
	}
	return nil
}

// softDelete keeps what Azure keeps of a resource that is deleted.
func (w *World) softDelete(r *resource) {
	switch strings.ToLower(typeOf(r.id)) {
	case "microsoft.keyvault/vaults", "microsoft.machinelearningservices/workspaces", "microsoft.operationalinsights/workspaces":
		location, _ := r.body["location"].(string)
		props, _ := r.body["properties"].(object)
		w.checks.deleted = append(w.checks.deleted, &SoftDeleted{ID: r.id, Location: location, PurgeProtection: props["enablePurgeProtection"] == true})
	}
}

// assignable refuses what Azure refuses of role assignments: another principal
// under the same name, and the same role twice.
func (w *World) assignable(st *step) *ErrorBody {
	props, _ := st.kept["properties"].(object)
	same := func(body object, keys ...string) bool {
		old, _ := body["properties"].(object)
		for _, key := range keys {
			a, _ := lookup(old, key)
			b, _ := lookup(props, key)
			if !strings.EqualFold(fmt.Sprint(a), fmt.Sprint(b)) {
				return false
			}
		}
		return true
	}
	if old := w.resources[strings.ToLower(st.id)]; old != nil && !same(old.body, "principalId", "roleDefinitionId") {
		return &ErrorBody{Code: "RoleAssignmentUpdateNotPermitted", Message: "Tenant ID, application ID, principal ID, and scope are not allowed to be updated."}
	}
	outer, _, _ := lastProvider(st.id)
	for key, r := range w.resources {
		at, _, _ := lastProvider(r.id)
		if strings.EqualFold(at, outer) && strings.EqualFold(typeOf(r.id), st.typ) && key != strings.ToLower(st.id) && same(r.body, "principalId", "roleDefinitionId") {
			return &ErrorBody{Code: "RoleAssignmentExists", Message: "The role assignment already exists. The ID of the conflicting role assignment is " + strings.ReplaceAll(nameOf(r.id), "-", "") + "."}
		}
	}
	return nil
}
