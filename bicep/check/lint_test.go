package check

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/schemas"
)

// TestRulesOff checks the rules that are off by default: they find what they
// are for when they are turned on, and nothing otherwise.
func TestRulesOff(t *testing.T) {
	const main = `param name string
param location string = 'westeurope'
param list array

type pair = {
  first: string
  *: int
}

var size = 3

resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: '${name}${size}${length(list)}'
  location: 'westeurope'
  tags: {
    where: resourceGroup().location
    first: given.first
  }
}

param given pair

module m 'module.bicep' = {
  name: 'm'
}

output fixed string = 'fixed'
output id string = '${ip.id}${location}${m.name}'
`
	const module = "param location string = resourceGroup().location\n\noutput location string = location\n"
	set := map[string]string{"main.bicep": main, "module.bicep": module}
	prog, list := Load(context.Background(), Options{
		Lookup:   schemas.New().Lookup,
		ReadFile: func(path string) ([]byte, error) { return []byte(set[path]), nil },
	}, "main.bicep")
	if list = append(list, Check(prog, CheckOptions{})...); len(list) > 0 {
		t.Fatal(list)
	}
	for _, tt := range []struct {
		rule string
		want []string
	}{
		{"explicit-values-for-loc-params", []string{"23:8"}},
		{"no-hardcoded-location", []string{"14:13"}},
		{"no-hardcoded-outputs", []string{"27:23"}},
		{"no-loc-expr-outside-params", []string{"16:12"}},
		{"no-module-name", []string{"24:3"}},
		{"use-description-outputs", []string{"27:8", "28:8"}},
		{"use-description-params", []string{"1:7", "2:7", "3:7", "21:7"}},
		{"use-description-type-properties", []string{"6:3", "7:3"}},
		{"use-description-types", []string{"5:6"}},
		{"use-description-vars", []string{"10:5"}},
		{"use-user-defined-types", []string{"3:12"}},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			var got []string
			for _, d := range Check(prog, CheckOptions{Rules: map[string]diag.Severity{tt.rule: diag.Warning}}) {
				if d.Code != tt.rule {
					t.Errorf("%s: unexpected %s", d.Span, d.Code)
				}
				if d.Span.File == "main.bicep" {
					got = append(got, fmt.Sprintf("%d:%d", d.Span.Start.Line, d.Span.Start.Col))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %s, wanted %s", got, tt.want)
			}
		})
	}
}
