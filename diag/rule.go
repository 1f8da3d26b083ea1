package diag

// Rule documents one code: what `amlsec explain CODE` prints and what
// doc/rules.md lists. Each package that reports codes offers its own slice.
type Rule struct {
	// Code is the code, "AML" and three digits.
	Code string
	// Severity is how the code is reported.
	Severity Severity
	// Title says in one line what the rule asks for.
	Title string
	// Why says what happens to a deployment that breaks it: one or two sentences.
	Why string
	// Fix says what to change in the intent.
	Fix string
	// Example is a whole intent that breaks the rule; a test runs it.
	Example string
	// Sources name where the rule was learnt: an article, a page, an error code of Azure.
	Sources []string
	// Covers lists the ids of the source article's rules (S-01…) and of the
	// known failures (F01…) that this code catches.
	Covers []string
}
