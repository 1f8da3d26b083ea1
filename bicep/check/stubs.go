package check

import "github.com/amlsec/amlsec/diag"

func (c *checker) lint(map[string]diag.Severity) {}
