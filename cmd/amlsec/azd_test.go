package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// azdExample is a project of azd that is complete.
const azdExample = "../../examples/azd"

// TestAZDExample holds the committed infra/ of the example to what its intent
// gives; AMLSEC_UPDATE=1 writes it.
func TestAZDExample(t *testing.T) {
	args := []string{"check", filepath.Join(azdExample, "intent.yaml")}
	if update() {
		args = []string{"gen", filepath.Join(azdExample, "intent.yaml"), "--azd", "--out", filepath.Join(azdExample, "infra")}
	}
	var out, errs strings.Builder
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, getenv: func(string) string { return "" }}
	if code := a.run(t.Context(), args); code != exitClean {
		t.Errorf("exit code %d; AMLSEC_UPDATE=1 go test ./cmd/amlsec writes what is given now\n%s%s", code, clip(out.String()), errs.String())
	}
}

// TestAZDExampleRegion: the hook tells azd the region of the intent, which is the
// only one that the template takes.
func TestAZDExampleRegion(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(azdExample, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	_, rest, _ := strings.Cut(read("intent.yaml"), "\nlocation: ")
	region, _, _ := strings.Cut(rest, "\n")
	if n := strings.Count(read("azure.yaml"), "azd env set AZURE_LOCATION "+region); region == "" || n != 2 {
		t.Errorf("region %q stands in %d of the 2 hooks", region, n)
	}
}

// TestFillIn shows which values follow azd's environment.
func TestFillIn(t *testing.T) {
	getenv := func(name string) string {
		return map[string]string{"AZURE_ENV_NAME": `dev" ü`, "AZURE_PRINCIPAL_ID": "", "HOME": "secret"}[name]
	}
	for _, tt := range []struct{ text, want string }{
		{`{"value": "${AZURE_ENV_NAME=fraud}"}`, `{"value": "dev\" ü"}`},
		{`{"value": "${AZURE_LOCATION=eastus2}"}`, `{"value": "eastus2"}`},
		{`{"value": "${AZURE_PRINCIPAL_ID=}"}`, `{"value": ""}`},
		{`{"value": "${HOME=}"}`, `{"value": "${HOME=}"}`},
		{`{"value": "a ${AZURE_ENV_NAME=fraud}"}`, `{"value": "a ${AZURE_ENV_NAME=fraud}"}`},
		{`{"value": "${AZURE_ENV_NAME}"}`, `{"value": "${AZURE_ENV_NAME}"}`},
	} {
		if got := string(fillIn([]byte(tt.text), getenv)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.text, got, tt.want)
		}
	}
}
