package intent

import "github.com/amlsec/amlsec/diag"

// fieldRules are about fields: which there are and what each takes.
func fieldRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML020", Severity: diag.Error, Title: "a field is one of the language",
			Why:     "A misspelt field would leave the setting at its default without a word.",
			Fix:     "Correct the name; the language page and the JSON Schema list all fields.",
			Example: minimal + "netwrok: {bastion: true}\n",
		},
		{
			Code: "AML021", Severity: diag.Error, Title: "a value is of the field's kind",
			Why:     "YAML turns unquoted words into booleans, numbers and nulls; guessing what was meant could weaken the environment.",
			Fix:     "Write a mapping, list, text, whole number, or true or false, as the message says.",
			Example: minimal + "network: {bastion: yes}\n",
		},
		{
			Code: "AML022", Severity: diag.Error, Title: "required fields are there",
			Why:     "For these there is no default that would suit everyone.",
			Fix:     "Add the field.",
			Example: "apiVersion: amlsec/v1\nname: fraud\n",
		},
		{
			Code: "AML023", Severity: diag.Error, Title: "a word is one of those allowed",
			Why:     "The field takes a closed set of words, in this spelling and case.",
			Fix:     "Write one of the words that the message lists.",
			Example: minimal + "profile: prod\n",
		},
		{
			Code: "AML024", Severity: diag.Error, Title: "text has the field's form",
			Why:     "Azure refuses names of another form, and most resource names are built from the intent's.",
			Fix:     "Write text of the form that the message names.",
			Example: "apiVersion: amlsec/v1\nname: Fraud-Detection\nlocation: eastus2\n",
			Covers:  []string{"F49", "F61"},
		},
		{
			Code: "AML025", Severity: diag.Error, Title: "numbers and lengths stay in their bounds",
			Why:     "Azure refuses numbers of nodes or pods outside of its bounds; a reason of a word or two tells a reader of the report nothing.",
			Fix:     "Write a number, or a text, within the bounds named.",
			Example: minimal + "inference: {cluster: {pools: {system: {count: 3, maxPods: 500}}}}\n",
		},
		{
			Code: "AML026", Severity: diag.Error, Title: "lists stay in their bounds",
			Why:     "Azure limits how many tags, servers, ranges and pools a resource takes; some lists need at least one item.",
			Fix:     "Remove items, or leave the field out for its default.",
			Example: minimal + "network: {virtualNetwork: {addressPrefixes: []}}\n",
		},
		{
			Code: "AML027", Severity: diag.Error, Title: "a list has no item twice",
			Why:     "The same rule, role or endpoint twice is refused on deployment, or hides that another was meant.",
			Fix:     "Remove one of the two.",
			Example: minimal + "workspace: {storage: {endpoints: [blob, file, blob]}}\n",
		},
	}
}
