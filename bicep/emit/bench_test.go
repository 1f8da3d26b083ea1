package emit_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
)

// generated is a file of about the given number of lines, of the sort that
// environments are made of.
func generated(lines int) []byte {
	var b strings.Builder
	b.WriteString("param location string = resourceGroup().location\nparam tags object = {}\n")
	for i := 0; strings.Count(b.String(), "\n") < lines; i++ {
		fmt.Fprintf(&b, `
@description('The network number %[1]d.')
resource network%[1]d 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${uniqueString(resourceGroup().id, '%[1]d')}'
  location: location
  tags: union(tags, {
    number: '%[1]d'
  })
  properties: {
    addressSpace: {
      addressPrefixes: ['10.%[1]d.0.0/16']
    }
    enableDdosProtection: false
  }

  resource subnet 'subnets' = [for i in range(0, 3): {
    name: 'subnet-${i}'
    properties: {
      addressPrefix: '10.%[1]d.${i}.0/24'
    }
  }]
}

var id%[1]d = network%[1]d.id

output id%[1]d string = '${id%[1]d}/${network%[1]d::subnet[0].name}'
`, i)
		if i > 0 {
			fmt.Fprintf(&b, "output peer%d string = '${id%d}${id%d}'\n", i, i-1, i)
		}
	}
	return []byte(b.String())
}

func loadSource(b testing.TB, src []byte) *check.Program {
	opts := check.Options{ReadFile: func(string) ([]byte, error) { return src, nil }}
	prog, list := check.Load(context.Background(), opts, "main.bicep")
	if err := list.Err(); err != nil {
		b.Fatal(err)
	}
	return prog
}

// BenchmarkBuild parses, binds and emits.
func BenchmarkBuild(b *testing.B) {
	for _, lines := range []int{1500, 4000, 16000} {
		src := generated(lines)
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := emit.Template(loadSource(b, src).Main, emit.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEmit emits only.
func BenchmarkEmit(b *testing.B) {
	prog := loadSource(b, generated(1500))
	for b.Loop() {
		if _, err := emit.Template(prog.Main, emit.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
