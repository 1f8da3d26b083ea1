package snapshot

import "github.com/amlsec/amlsec/diag"

// The codes of the package.
const (
	codeJSON           = "AML600"
	codeTemplate       = "AML601"
	codeSyntax         = "AML602"
	codeFunction       = "AML603"
	codeValue          = "AML604"
	codeName           = "AML605"
	codeMissing        = "AML606"
	codeParameterValue = "AML607"
	codeExtraParameter = "AML608"
	codeCycle          = "AML609"
	codeCopy           = "AML610"
	codeDuplicate      = "AML611"
	codeType           = "AML612"
	codeLimit          = "AML613"
	codeTooMany        = "AML614"
	codeLinked         = "AML615"
	codeDependency     = "AML616"
	codeFail           = "AML617"
	codeOutput         = "AML618"
	codeParametersFile = "AML619"
)

// minimal is a template around the given members.
func minimal(members string) string {
	return `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", ` + members + `}`
}

// Rules are the codes that Take reports. The Example of each is a template
// that is reported with it, not an intent; for AML619 it is a parameters file,
// for a template without parameters.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: codeJSON, Severity: diag.Error, Title: "a template is JSON",
			Why:     "Azure Resource Manager reads nothing else; comments and line breaks in strings are all it adds.",
			Fix:     "Give the compiled template, such as main.json, and correct the character that is named.",
			Example: `{"resources": [}`,
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax"},
		},
		{
			Code: codeTemplate, Severity: diag.Error, Title: "a template has the parts that Azure Resource Manager asks for",
			Why:     "A deployment of it ends with InvalidTemplate before anything is created.",
			Fix:     "Add what is missing: $schema, resources, and type and name of each resource.",
			Example: minimal(`"parameters": {}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax"},
		},
		{
			Code: codeSyntax, Severity: diag.Error, Title: "an expression follows the grammar of the template language",
			Why:     "What stands in brackets is an expression; Azure refuses a template with one it cannot read.",
			Fix:     "Correct the expression, or write [[ for a text that begins with a bracket.",
			Example: minimal(`"resources": [], "outputs": {"o": {"type": "string", "value": "[concat('a', ]"}}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions"},
		},
		{
			Code: codeFunction, Severity: diag.Error, Title: "a function exists and gets as many arguments as it takes",
			Why:     "Azure refuses a template that calls a function it does not know.",
			Fix:     "Correct the name or the arguments.",
			Example: minimal(`"resources": [], "outputs": {"o": {"type": "string", "value": "[toLowr('A')]"}}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions"},
		},
		{
			Code: codeValue, Severity: diag.Error, Title: "an expression has a value",
			Why:     "A property that is missing, an index out of range or an argument of the wrong type ends the deployment.",
			Fix:     "Correct the expression, or use tryGet for what may be missing.",
			Example: minimal(`"resources": [], "outputs": {"o": {"type": "string", "value": "[createObject('a', 1).b]"}}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions"},
		},
		{
			Code: codeName, Severity: diag.Error, Title: "a parameter or variable that is used is declared",
			Why:     "Azure refuses a template that uses a name it does not declare.",
			Fix:     "Declare the name, or correct it.",
			Example: minimal(`"resources": [], "outputs": {"o": {"type": "string", "value": "[variables('gone')]"}}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment"},
		},
		{
			Code: codeMissing, Severity: diag.Error, Title: "a parameter without a default has a value",
			Why:     "Without it the resources cannot be told; Azure asks for it as well.",
			Fix:     "Give the value in a parameters file.",
			Example: minimal(`"parameters": {"name": {"type": "string"}}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters"},
		},
		{
			Code: codeParameterValue, Severity: diag.Error, Title: "the value of a parameter is of its type and among what is allowed",
			Why:     "Azure refuses a deployment with any other value.",
			Fix:     "Correct the value, or what the template declares.",
			Example: minimal(`"parameters": {"size": {"type": "int", "defaultValue": "big"}}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters"},
		},
		{
			Code: codeExtraParameter, Severity: diag.Error, Title: "a parameter that is given is declared",
			Why: "Azure refuses a deployment that gives a parameter which the template does not declare.",
			Fix: "Correct the name or leave the parameter out.",
			Example: minimal(`"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": {
				"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"gone": {"value": 1}},
				"template": ` + minimal(`"resources": []`) + `}}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files"},
		},
		{
			Code: codeCycle, Severity: diag.Error, Title: "nothing is made from itself",
			Why:     "A variable, a default or a deployment that needs its own value has none.",
			Fix:     "Break the circle.",
			Example: minimal(`"variables": {"a": "[variables('b')]", "b": "[variables('a')]"}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template"},
		},
		{
			Code: codeCopy, Severity: diag.Error, Title: "a copy loop has a count from 0 to 800, and copyIndex a loop",
			Why:     "Azure refuses other loops.",
			Fix:     "Correct the count, or name a loop that is around the place.",
			Example: minimal(`"variables": {"copy": [{"name": "many", "count": 801, "input": 1}]}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources"},
		},
		{
			Code: codeDuplicate, Severity: diag.Error, Title: "a template describes each resource once",
			Why: "Azure refuses a template that describes one twice, since it would not know which description to follow.",
			Fix: "Give the resources different names, or conditions that exclude each other.",
			Example: minimal(`"resources": [{"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "rt"},
				{"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "RT"}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template"},
		},
		{
			Code: codeType, Severity: diag.Error, Title: "a resource has as many name segments as type segments",
			Why:     "The id of a resource pairs them; without that there is no id.",
			Fix:     "Write one segment of the name for each segment of the type after the namespace.",
			Example: minimal(`"resources": [{"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2024-05-01", "name": "subnet"}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-name-segments"},
		},
		{
			Code: codeLimit, Severity: diag.Error, Title: "a template stays within bounds",
			Why:     "A small template can describe a value that no memory holds. Evaluation ends where Azure itself would refuse.",
			Fix:     "Make the template smaller.",
			Example: minimal(`"variables": {"a": "[padLeft('', 2000000000)]"}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits"},
		},
		{
			Code: codeTooMany, Severity: diag.Error, Title: "a template has at most 800 resources",
			Why: "Azure refuses more, counting every turn of a copy loop.",
			Fix: "Split the template into nested deployments.",
			Example: minimal(`"resources": [{"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "[format('a{0}', copyIndex())]", "copy": {"name": "a", "count": 800}},
				{"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "b"}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits"},
		},
		{
			Code: codeLinked, Severity: diag.Warning, Title: "the templates of nested deployments are part of the file",
			Why: "A template that is linked to cannot be read offline, so its resources are not in the snapshot.",
			Fix: "Compile everything into one file, as bicep build does.",
			Example: minimal(`"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "linked", "properties": {
				"mode": "Incremental", "templateLink": {"uri": "https://example.com/azuredeploy.json"}}}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates"},
		},
		{
			Code: codeDependency, Severity: diag.Warning, Title: "dependsOn names resources of the template",
			Why:     "Azure refuses a dependency on something that the template does not describe.",
			Fix:     "Correct the name, or leave the dependency out.",
			Example: minimal(`"resources": [{"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "rt", "dependsOn": ["gone"]}]`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency"},
		},
		{
			Code: codeFail, Severity: diag.Error, Title: "the template accepts its parameters",
			Why:     "The template calls the function fail for them, which ends the deployment.",
			Fix:     "Do what the message of the template says.",
			Example: minimal(`"variables": {"check": "[fail('give a name')]"}, "resources": []`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-flow-control"},
		},
		{
			Code: codeOutput, Severity: diag.Error, Title: "an output is of its declared type",
			Why:     "The deployment fails at its very end otherwise.",
			Fix:     "Correct the type or the value of the output.",
			Example: minimal(`"resources": [], "outputs": {"o": {"type": "int", "value": "one"}}`),
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/outputs"},
		},
		{
			Code: codeParametersFile, Severity: diag.Error, Title: "a parameters file is JSON with a value for each parameter",
			Why:     "Without it the values of the parameters cannot be told.",
			Fix:     `Write {"parameters": {"name": {"value": …}}}.`,
			Example: `{"parameters": {"name": {"valeu": 1}}}`,
			Sources: []string{"https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files"},
		},
	}
}
