package policy

import "github.com/amlsec/amlsec/diag"

// The codes of this package: what policies do to resources, what is not
// evaluated, what is wrong with a file, and what is accepted.
const (
	firstCode       = "AML850"
	lastCode        = "AML869"
	codeDenied      = "AML850"
	codeAudited     = "AML851"
	codeChanged     = "AML852"
	codeOffline     = "AML853"
	codeSkipped     = "AML854"
	codeFails       = "AML855"
	codeTooMany     = "AML856"
	codeJSON        = "AML860"
	codeForm        = "AML861"
	codeMissing     = "AML862"
	codeNotAccepted = "AML868"
	codeNotFound    = "AML869"
)

// Owns reports whether a code is in the range of this package.
func Owns(code string) bool {
	return len(code) == len(firstCode) && code >= firstCode && code <= lastCode
}

const (
	docRule       = "https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule"
	docEffects    = "https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics"
	docAssignment = "https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure"
)

// example is a policy on storage accounts.
func example(mode, condition, then string) string {
	return `{"name": "example", "properties": {"displayName": "example", "mode": "` + mode + `", "policyRule": {
  "if": {"allOf": [{"field": "type", "equals": "Microsoft.Storage/storageAccounts"}, ` + condition + `]},
  "then": ` + then + `}}}`
}

// Rules are the codes that Load and Run report. The Example of each is a file
// of policies that is reported with it, for a template with a storage account
// that takes TLS 1.0.
func Rules() []diag.Rule {
	const tls = `{"field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "notEquals": "TLS1_2"}`
	return []diag.Rule{
		{
			Code: codeDenied, Severity: diag.Error, Title: "no policy denies what is deployed",
			Why:     "Azure refuses the deployment with RequestDisallowedByPolicy.",
			Fix:     "Change what the policy looks at, or ask its owner for an exemption. It cannot be accepted in the intent: Azure denies it all the same.",
			Example: example("All", tls, `{"effect": "deny"}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy", docEffects},
		},
		{
			Code: codeAudited, Severity: diag.Warning, Title: "what is deployed complies with the policies",
			Why:     "Azure deploys it, and reports it as not compliant. Effects audit and auditIfNotExists, and deny when it is not enforced.",
			Fix:     "Change what the policy looks at, ask its owner for an exemption, or accept the code in the intent, with a reason.",
			Example: example("All", tls, `{"effect": "audit"}`),
			Sources: []string{docEffects},
		},
		{
			Code: codeChanged, Severity: diag.Info, Title: "what Azure changes by policy is known",
			Why:     "The effects modify, append and deployIfNotExists change what is deployed, or add to it. The next deployment finds another state than the template describes.",
			Fix:     "Write it in the template.",
			Example: example("All", tls, `{"effect": "modify", "details": {"operations": [{"operation": "addOrReplace", "field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "value": "TLS1_2"}]}}`),
			Sources: []string{docEffects},
		},
		{
			Code: codeOffline, Severity: diag.Info, Title: "what a policy needs can be known offline",
			Why:     "The verdict depends on a value that only Azure knows, and nothing else decides.",
			Fix:     "Give the parameters that it depends on, or look at it in Azure after the deployment.",
			Example: example("All", `{"value": "[resourceGroup().name]", "like": "prod-*"}`, `{"effect": "deny"}`),
			Sources: []string{docRule},
		},
		{
			Code: codeSkipped, Severity: diag.Info, Title: "a policy is evaluated",
			Why:     "amlsec does not evaluate what is about the inside of services, what it does not know, or what lacks a parameter. It says so, once a policy, and never calls it compliant.",
			Fix:     "Look at it in Azure. A parameter without a value is given by an assignment among the files.",
			Example: example("Microsoft.Kubernetes.Data", tls, `{"effect": "deny"}`),
			Sources: []string{"https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics#mode"},
		},
		{
			Code: codeFails, Severity: diag.Warning, Title: "a policy can be evaluated on every resource",
			Why:     "Azure denies a request on which the evaluation of a policy fails, such as a substring beyond the end of a name.",
			Fix:     "Correct the policy.",
			Example: example("All", `{"value": "[substring(field('name'), 0, 30)]", "equals": "x"}`, `{"effect": "audit"}`),
			Sources: []string{docRule + "#avoiding-template-failures"},
		},
		{
			Code: codeTooMany, Severity: diag.Error, Title: "a report on policies can be read",
			Why: "A template whose loops break policies thousands of times is told in part; what is not told may be denied.",
			Fix: "Mend what is told, or evaluate the template in parts.",
		},
		{
			Code: codeJSON, Severity: diag.Error, Title: "a file of policies is JSON",
			Why:     "What cannot be read is not evaluated.",
			Fix:     "Export the file again, or correct the character that is named.",
			Example: `{"properties": {`,
			Sources: []string{docRule},
		},
		{
			Code: codeForm, Severity: diag.Error, Title: "a file of policies holds definitions, initiatives and assignments",
			Why:     "What is not understood is not evaluated, and Azure would refuse the policy, or evaluate what amlsec does not see.",
			Fix:     "Correct the place that is named, or leave the file out.",
			Example: example("All", `{"field": "name", "resembles": "x"}`, `{"effect": "audit"}`),
			Sources: []string{docRule},
		},
		{
			Code: codeMissing, Severity: diag.Warning, Title: "the policies of an initiative or assignment are among the files",
			Why:     "Azure evaluates them; without their definitions amlsec cannot. Those of Azure that it holds need no file.",
			Fix:     "Export the definitions as well.",
			Example: `{"name": "example", "properties": {"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/gone"}}`,
			Sources: []string{docAssignment},
		},
		{
			Code: codeNotAccepted, Severity: diag.Error, Title: "only what policies report is accepted, not what they deny",
			Why: "An intent cannot make Azure accept what a policy denies.",
			Fix: "Remove it from accept.",
		},
		{
			Code: codeNotFound, Severity: diag.Warning, Title: "what is accepted of policies is found",
			Why: "An acceptance that outlives its finding would hide the next one.",
			Fix: "Remove it from accept.",
		},
	}
}
