package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"amlsec": mainOrFast})
}

// update says that goldens are to be rewritten.
func update() bool { return os.Getenv("AMLSEC_UPDATE") == "1" }

// TestScripts runs testdata/script: one file for each habit of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               clean,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Condition: func(name string) (bool, error) {
			return name == "root" && os.Geteuid() == 0, nil
		},
	})
}

// clean is the environment of a script, whatever the machine that runs it has.
func clean(e *testscript.Env) error {
	// Under -race every process would wait a second before it ends.
	e.Setenv("GORACE", "atexit_sleep_ms=0")
	for _, name := range []string{"NO_COLOR", "COLUMNS", "CI", "AZD_SERVER", "AZD_CWD", "AZD_NO_PROMPT", "AZD_DEBUG"} {
		e.Setenv(name, "")
	}
	return nil
}
