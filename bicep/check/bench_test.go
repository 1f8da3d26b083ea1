package check

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/schemas"
)

// BenchmarkCheck loads and checks files that repeat one piece, to show that the
// time grows with the size of the file and no faster.
func BenchmarkCheck(b *testing.B) {
	catalogue := schemas.New()
	for _, n := range []int{1, 8, 64} {
		src := repeated(n)
		b.Run(fmt.Sprintf("lines=%d", strings.Count(src, "\n")), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				prog, list := Load(context.Background(), Options{
					Lookup:   catalogue.Lookup,
					ReadFile: func(string) ([]byte, error) { return []byte(src), nil },
				}, "main.bicep")
				if list = append(list, Check(prog, CheckOptions{})...); len(list) > 0 {
					b.Fatal(list)
				}
			}
		})
	}
}

// BenchmarkGolden loads and checks the largest file of the generator.
func BenchmarkGolden(b *testing.B) {
	const path = "../../testdata/golden/full/main.bicep"
	if _, err := os.Stat(path); err != nil {
		b.Skip(err)
	}
	catalogue := schemas.New()
	b.ReportAllocs()
	for b.Loop() {
		prog, list := Load(context.Background(), Options{Lookup: catalogue.Lookup}, path)
		if list = append(list, Check(prog, CheckOptions{})...); len(list) > 0 {
			b.Fatal(list)
		}
	}
}

// repeated is a file of n pieces of 20 lines.
func repeated(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(`param name# string
var full# = 'net-${name#}'

resource vnet# 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: full#
  location: resourceGroup().location
  properties: {
    addressSpace: {
      addressPrefixes: [cidrSubnet('10.0.0.0/8', 16, #)]
    }
    subnets: [
      for i in range(0, 3): {
        name: 'subnet-${i}'
      }
    ]
  }
}

output id# string = vnet#.id

`, "#", fmt.Sprint(i)))
	}
	return b.String()
}
