// Package schemas knows the Azure resource types that templates use: what
// properties they have, at which version, and which version amlsec renders.
//
// manifest.txt lists the types and says why each version was chosen; the
// folder data holds them, distilled from github.com/Azure/bicep-types-az (see
// NOTICE). Package schemas/internal/distilled describes their form. After a
// change of the manifest:
//
//	AMLSEC_TYPES=<checkout of bicep-types-az> go generate ./schemas
//
// and the tests compare data with that checkout when AMLSEC_TYPES is set.
//
// Lookup returns a type as the provider describes it, with the two things
// that Bicep reads into every schema: a property that is neither required nor
// read-only accepts null (types.ImplicitNull), and mismatches below the top of
// a resource are to be warnings (types.WarnMismatch, types.WarnProperty).
// What depends on how a resource is declared, such as parent, scope and
// dependsOn, is added by types.ResourceType.Declare. Limits to the length of
// arrays are left out: Bicep does not check them.
package schemas

//go:generate go run ./distill -src $AMLSEC_TYPES
