package policy

import (
	"fmt"
	"strings"
	"testing"

	goldenfile "github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/snapshot"
)

// hindrance says why one of Azure's own policies is not always decided offline;
// empty when it is.
func hindrance(p *assigned) string {
	typ := strings.ToLower(p.def.details.typ)
	own := p.def.types
	switch {
	case p.lacking() != "":
		return "its parameter " + p.lacking() + " has no default: it is evaluated once an assignment gives it"
	case madeByAzure(typ) != "":
		return "only Azure knows: " + madeByAzure(typ)
	case uses(p.def.at, "utcNow("):
		return "it compares with the time of day, and with when keys were made"
	case uses(p.def.at, "resourcegroup().managedBy"):
		return "it looks at who manages the resource group, unless another condition decides, or the template creates the group"
	case filledOnly(p):
		return "it looks at what only Azure fills in"
	case typ != "" && !isExtension(typ) && !(len(own) == 1 && (typ == own[0] || strings.HasPrefix(typ, own[0]+"/"))):
		return "what is there already cannot be seen: it complies when the template has the related resource, and is not decided otherwise"
	}
	return ""
}

// filledOnly reports whether a rule needs a property that only Azure fills in.
func filledOnly(p *assigned) bool {
	if uses(p.def.at, "/provisioningState") {
		return true
	}
	for _, f := range filledProperties() {
		if f.value == nil && uses(p.def.at, lastSegment(f.typ)+"/"+lastDot(f.path)) || f.value == nil && strings.Contains(f.path, ".") && uses(p.def.at, "[*]."+lastDot(f.path)) {
			return true
		}
	}
	return false
}

func lastDot(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// uses reports whether a text occurs in a tree, in any case.
func uses(t snapshot.Tree, part string) bool {
	if strings.Contains(strings.ToLower(t.Text()), strings.ToLower(part)) {
		return true
	}
	for item := range t.Items() {
		if uses(item, part) {
			return true
		}
	}
	for _, item := range t.Members() {
		if uses(item, part) {
			return true
		}
	}
	return false
}

// TestDocument keeps doc/policies.md; AMLSEC_UPDATE=1 writes it.
func TestDocument(t *testing.T) {
	const file = "../doc/policies.md"
	want := document(load(t, Builtin()))
	if got := string(goldenfile.File(t, file, []byte(want))); strings.ReplaceAll(got, "\r\n", "\n") != want {
		t.Errorf("%s is not what the policies say; AMLSEC_UPDATE=1 go test ./policy writes it", file)
	}
}

func document(set *Set) string {
	var open []string
	for _, p := range set.policies {
		if why := hindrance(p); why != "" {
			open = append(open, fmt.Sprintf("| %s | `%s` | %s |\n", strings.ReplaceAll(p.def.name, "|", `\|`), p.def.id, why))
		}
	}
	return documentHead + fmt.Sprintf(`
amlsec holds %d of Azure's own policies, those for the resource types that it deploys. %d are decided from what
the template says, where its values are known. These are decided in some cases only, and told for information (AML853,
AML854) in the others:

| policy | id | why |
|---|---|---|
`, set.Len(), set.Len()-len(open)) + strings.Join(open, "")
}

const documentHead = "# Azure Policy, offline\n" + `
<!-- Written by AMLSEC_UPDATE=1 go test ./policy. -->

    amlsec audit intent.yaml --policies builtin
    amlsec audit main.bicep --policies our-policies --policies more/definition.json

evaluates Azure Policy on the resources that a deployment would create, so that RequestDisallowedByPolicy is seen before it.
It is off unless --policies asks for it: Azure's own policies report matters of taste, such as copies in another
region, and whether one is in force only an organisation knows.

## What is read

- definitions, as "az policy definition show" or "list" print them, as the REST API gives them, and as repositories have them (a rule with if and then, a resource of a template with [[ in its texts);
- initiatives, with the parameters that they hand on;
- assignments: parameters, scope, notScopes, enforcementMode, overrides of effects, messages.

A directory is read with all *.json beneath it, hidden ones apart. An array, and an object with an array under "value", hold many.
A file that is none of these is an error at its line and column (AML860, AML861), and nothing is evaluated.

With assignments among the files, what they assign is in force and nothing else; how much that leaves out is told. Without, each
initiative is in force with its defaults, and each definition that no initiative names. Azure's own policies that amlsec holds may
be named without their files. The scope of an assignment counts where the subscription and the group of the deployment are known;
otherwise the assignment is taken to be in force.

## What is told

| effect | told as |
|---|---|
| deny | error AML850, with RequestDisallowedByPolicy and what decided; when not enforced, warning AML851 |
| audit, auditIfNotExists | warning AML851; an intent may accept the code, with a reason |
| modify, append, deployIfNotExists | information AML852: what Azure would change |
| disabled, denyAction, auditAction | nothing: no deployment meets them |
| manual, and whatever is not evaluated | information AML854, once a policy, with the reason |

A value that only Azure knows leaves a verdict open unless the rest decides it: AML853. Where evaluation fails, Azure denies the
request: warning AML855. AML850 cannot be accepted, since Azure denies it all the same.

## How it is evaluated

- allOf, anyOf, not; field, value, count of a field's elements and of values, current(); every operator; in three values: yes, no, open.
- Texts have no case but in match and notMatch. A truth value or a number equals the text that spells it. Locations have no blanks.
- A comparison of a list's elements ([*]) holds when it holds for all, so that it holds for none. A missing property is null: it equals nothing, and notEquals, notIn, notLike and the like hold.
- An alias is the resource type and a path. The path is looked up under properties, or beside it for sku, kind, identity, tags, location, zones, plan, managedBy, extendedLocation and etag; "properties" of nested objects is left out, and so is the name of a singleton (default) or of a variant before its properties. Of the 28,471 aliases that a public list has for these providers, 98 in 100 lead to the path that Azure gives for them. Some old aliases have other paths; these are a table in the source. An alias of an organisation's policy that leads to no property of the resource types that amlsec knows is not evaluated, and neither is one of another type than the resource's; of other types a property that is not there counts as missing.
- A denial sees what is sent, not what modify and append of other policies change first. An audit sees what is there after the deployment: private endpoint connections and flow logs that other resources of the template make, subnets and rules written as resources of their own. Defaults that a service fills in are seen by neither.
- auditIfNotExists and deployIfNotExists look for related resources in the template: children, extensions such as diagnostic settings, and others of the group or subscription. Of the last, what is there already cannot be seen.
- requestContext().apiVersion is that of the template. resourceGroup() and subscription() are known where the target of the deployment is named, or the template creates it; utcNow() is not.
- The functions of templates that depend on their arguments alone, and addDays, ipRangeContains, policy, field, parameters. Others are an error of the policy, as in Azure.

Not evaluated, and told: modes of resource providers (Microsoft.Kubernetes.Data and the like), resourceSelectors of assignments,
exemptions, a missing property compared with less or greater or with an empty text (Azure does not document it), lists with contains.

## Azure's own policies
`
