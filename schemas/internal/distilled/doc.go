// Package distilled writes and reads resource types in the form in which this
// repository keeps them: text of one block per type, made to be read, to be
// looked up without being parsed as a whole, and to give a short diff when a
// version changes.
//
// A block is a header that starts in the first column, and lines that start
// with a tab. Blocks are sorted by their header.
//
//	Microsoft.Network/virtualNetworks@2025-05-01 resource g g #Microsoft.Network/virtualNetworks
//		listUsage() #VirtualNetworkListUsageResult
//	Subnet object
//		id string
//		name string
//		properties #SubnetPropertiesFormat
//	Compute union computeType
//		location string
//		'AKS' #AKS
//
// A resource has the scopes at which it can be read and written (t tenant, m
// management group, s subscription, g resource group, e another resource; -
// none), its body, and its functions. An object has properties: a name, flags
// after a colon (! required, r read-only, w write-only, c constant at deploy
// time, i identifier) and a type; `*` stands for all other properties. A union
// has the properties of all its variants, then the variants by the value of
// the property that tells them apart.
//
// A type is any, null, bool, int, string, secret (a string that is sensitive),
// a 'literal', #name or !name (an object; a sensitive one), @name (a union),
// []T, or T|U with parentheses inside an array. After int, string and secret
// may follow limits and a pattern: int(1..5), string(..80 "^[a-z]+$").
//
// Where several types have one name, ~2 and so on is added to the name; it is
// no part of it.
package distilled

import "slices"

const (
	flagLetters  = "!rwci"
	scopeLetters = "tmsge"
)

// marks are what a name may not hold, so that it needs no quotes.
const marks = " \t\n:|()'\"~"

func clean(name string) bool {
	return name != "" && !slices.ContainsFunc([]byte(name), func(c byte) bool {
		return slices.Contains([]byte(marks), c)
	})
}

// letters writes the bits of set that are in alphabet, least first.
func letters(set uint8, alphabet string) string {
	var out []byte
	for i := range len(alphabet) {
		if set&(1<<i) != 0 {
			out = append(out, alphabet[i])
		}
	}
	return string(out)
}
