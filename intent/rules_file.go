package intent

import "github.com/amlsec/amlsec/diag"

// fileRules are about the file as such: bytes, encoding, YAML.
func fileRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML001", Severity: diag.Error, Title: "the intent can be read",
			Why: "Without the file there is nothing to do.",
			Fix: "Name a file that exists and that the user who runs amlsec may read.",
		},
		{
			Code: "AML002", Severity: diag.Error, Title: "the intent is at most 1 MiB",
			Why: "An intent is a few kilobytes; a larger file is another file, and would only cost memory.",
			Fix: "Name the intent.",
		},
		{
			Code: "AML003", Severity: diag.Error, Title: "the intent is UTF-8",
			Why: "Text in another encoding reads as other text, and names would come out wrong.",
			Fix: "Save the file as UTF-8. A byte order mark is accepted.",
		},
		{
			Code: "AML004", Severity: diag.Error, Title: "text has no invisible characters",
			Why:     "Control characters and marks of writing direction make a file say something else than a reviewer sees.",
			Fix:     "Remove the character.",
			Example: minimal + "tags: {owner: \"ml\\u202eplatform\"}\n",
			Sources: []string{"CVE-2021-42574 (Trojan Source)"},
		},
		{
			Code: "AML005", Severity: diag.Error, Title: "the intent is YAML",
			Why:     "What cannot be read cannot be checked.",
			Fix:     "Correct the indentation, quote or bracket at the place named, or in the lines before it.",
			Example: minimal + "network: {bastion: true\n",
		},
		{
			Code: "AML006", Severity: diag.Error, Title: "the file holds an intent",
			Why:     "An empty file says nothing, and is often the remains of an interrupted write.",
			Fix:     "Write apiVersion, name and location.",
			Example: "# nothing but a comment\n",
		},
		{
			Code: "AML007", Severity: diag.Error, Title: "the file holds one document",
			Why:     "Only one intent is read; a second one in the same file would be ignored silently.",
			Fix:     "Keep one intent in a file.",
			Example: minimal + "---\n" + minimal,
		},
		{
			Code: "AML008", Severity: diag.Error, Title: "aliases expand to few values",
			Why:     "A few lines of nested aliases can expand to billions of values, and an alias inside its own anchor has no end.",
			Fix:     "Write the values out.",
			Example: minimal + "tags: &t\n  owner: *t\n",
		},
		{
			Code: "AML009", Severity: diag.Error, Title: "the intent uses plain YAML",
			Why:     "Tags, merge keys, and anchors or aliases as keys change values in ways that a reader of the file easily misses.",
			Fix:     "Write the value out, without tag, merge key or anchor on a key.",
			Example: minimal + "tags: {cost: !!str 42}\n",
		},
		{
			Code: "AML010", Severity: diag.Error, Title: "nesting has an end",
			Why:     "No intent is deeper than a few levels; deep nesting only serves to exhaust a reader of YAML.",
			Fix:     "Remove the nesting.",
			Example: minimal + "tags: {a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}\n",
		},
		{
			Code: "AML011", Severity: diag.Error, Title: "a key is written once",
			Why:     "Of two values for a field one would be ignored, and which one depends on the reader of YAML.",
			Fix:     "Keep one of the two.",
			Example: minimal + "name: risk\n",
		},
		{
			Code: "AML012", Severity: diag.Error, Title: "a key is text",
			Why:     "A number, true, null or a list as a key is another key to every reader of YAML.",
			Fix:     "Quote the key.",
			Example: minimal + "tags: {2026: budget}\n",
		},
	}
}
