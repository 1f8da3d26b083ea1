package audit

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// example is a small template that breaks the rule.
func (r rule) example() string {
	switch r.op {
	case opSecureDefault:
		return exampleTemplate(`"parameters": {"password": {"type": "securestring", "defaultValue": "not a secret any more"}}`, "")
	case opNoSecretOutput:
		return exampleTemplate(`"outputs": {"key": {"type": "string", "value": "[listKeys('st', '2024-01-01').keys[0].value]"}}`, "")
	}
	var body shape
	if r.where != nil {
		body.set(r.where.path, text(r.where.in[0]))
	}
	switch {
	case exampleBody(r.op) != "":
		return exampleTemplate("", exampleResource(r.typ, exampleBody(r.op))+companionOf(r.op))
	case r.wrong != nil:
		body.set(r.path, r.wrong)
	case strings.Contains(r.path, "[*]"):
		list, _, _ := strings.Cut(r.path, "[*]")
		body.set(list+"[*].name", text("a"))
	}
	return exampleTemplate("", exampleResource(r.typ, body.members()))
}

// exampleBody is what breaks an operator that looks at more than a property,
// as members of a resource; empty where a missing companion does.
func exampleBody(o op) string {
	switch o {
	case opNoInboundFrom:
		return `, "properties": {"securityRules": [{"name": "ssh", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
      "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22"}}]}`
	case opNarrowScope:
		return `, "scope": "/subscriptions/00000000-0000-0000-0000-000000000000", "properties": {"principalType": "ServicePrincipal"}`
	case opCanPull:
		return `, "properties": {"identityProfile": {"kubeletidentity": {"resourceId": "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]"}}}`
	case opCanJoin:
		return `, "identity": {"type": "UserAssigned", "userAssignedIdentities": {"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id": {}}},
      "properties": {"agentPoolProfiles": [{"name": "a", "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]"}]}`
	case opZoneOfService:
		return `, "properties": {"privateDnsZoneConfigs": [{"name": "a", "properties": {"privateDnsZoneId": "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.azurecr.io')]"}}]}`
	case opWayOut:
		return `, "properties": {"networkProfile": {"outboundType": "userDefinedRouting"},
      "agentPoolProfiles": [{"name": "a", "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]"}]}`
	}
	return ""
}

// companionOf is what else the template of an operator needs.
func companionOf(o op) string {
	switch o {
	case opCanPull:
		return ",\n    " + exampleResource(typeRegistry, "")
	case opZoneOfService:
		return ",\n    " + exampleResource(typeEndpoint, `, "properties": {"privateLinkServiceConnections": [{"name": "a", "properties": {"groupIds": ["vault"],
      "privateLinkServiceId": "[resourceId('Microsoft.KeyVault/vaults', 'a')]"}}]}`)
	case opWayOut, opCanJoin:
		return ",\n    " + exampleResource(typeVNet, `, "properties": {"subnets": [{"name": "nodes"}]}`)
	}
	return ""
}

func exampleTemplate(members, resources string) string {
	if members != "" {
		members = "  " + members + ",\n"
	}
	if resources != "" {
		resources = "\n    " + resources + "\n  "
	}
	return "{\n  \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n" +
		"  \"contentVersion\": \"1.0.0.0\",\n" + members + "  \"resources\": [" + resources + "]\n}\n"
}

// exampleResource is a resource of a type with some members.
func exampleResource(typ, members string) string {
	name := strings.Repeat("a/", strings.Count(typ, "/")-1) + "a"
	if typ == typeVNet {
		name = "vnet"
	}
	if typ == typeRole {
		name = "11111111-1111-1111-1111-111111111111"
	}
	return `{"type": "` + typ + `", "apiVersion": "2026-01-01", "name": "` + name + `"` + members + `}`
}

// shape is a JSON object in the making, its members in order.
type shape struct {
	names []string
	kids  []*shape
	list  bool   // the object is the one element of a list
	leaf  string // JSON, in place of members
}

// set puts a value at a path; a list gets one element.
func (s *shape) set(path string, v snapshot.Value) {
	at := s
	for step := range strings.SplitSeq(path, ".") {
		name, list := strings.CutSuffix(step, "[*]")
		at = at.member(name)
		at.list = at.list || list
	}
	at.leaf = snapshot.Show(v)
}

func (s *shape) member(name string) *shape {
	for i, n := range s.names {
		if n == name {
			return s.kids[i]
		}
	}
	s.names, s.kids = append(s.names, name), append(s.kids, &shape{})
	return s.kids[len(s.kids)-1]
}

// members are the members, each after a comma.
func (s *shape) members() string {
	var b strings.Builder
	for i, n := range s.names {
		b.WriteString(", " + strconv.Quote(n) + ": " + s.kids[i].json())
	}
	return b.String()
}

func (s *shape) json() string {
	if s.leaf != "" {
		return s.leaf
	}
	text := "{" + strings.TrimPrefix(s.members(), ", ") + "}"
	if s.list {
		return "[" + text + "]"
	}
	return text
}
