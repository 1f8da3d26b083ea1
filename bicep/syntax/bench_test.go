package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// sample is a file of about the given number of lines.
func sample(lines int) []byte {
	var b strings.Builder
	b.WriteString("targetScope = 'resourceGroup'\n\nparam location string\nparam tags object = {}\n")
	for i := 0; strings.Count(b.String(), "\n") < lines; i++ {
		fmt.Fprintf(&b, `
@description('The name of number %[1]d, which must be unique.')
param name%[1]d string = 'st${uniqueString(resourceGroup().id, '%[1]d')}'

// The account, closed to the internet.
resource account%[1]d 'Microsoft.Storage/storageAccounts@2023-05-01' = if (length(name%[1]d) > 3 && location != 'x') {
  name: toLower(name%[1]d)
  location: location
  tags: union(tags, { number: %[1]d })
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [for ip in ['10.0.0.%[1]d', '10.0.1.0']: { value: ip }]
    }
  }
}

output id%[1]d string = account%[1]d.id
`, i)
	}
	return []byte(b.String())
}

func BenchmarkTokens(b *testing.B) {
	src := sample(1500)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Tokens(src)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{1500, 4000, 16000} {
		src := sample(lines)
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				Parse("main.bicep", src)
			}
		})
	}
}

func BenchmarkPrint(b *testing.B) {
	src := sample(1500)
	f, _ := Parse("main.bicep", src)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Print(f)
	}
}
