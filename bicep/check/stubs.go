package check

import "github.com/amlsec/amlsec/diag"

type deployTime struct{}

func (c *checker) scopes()                       {}
func (c *checker) deployTimes()                  {}
func (c *checker) loops()                        {}
func (c *checker) limits()                       {}
func (c *checker) lint(map[string]diag.Severity) {}
