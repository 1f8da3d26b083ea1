package plan

import "sync"

// The built-in roles that are assigned, by their names in Azure.
const (
	roleAcrPull          = "AcrPull"
	roleAcrPush          = "AcrPush"
	roleApprover         = "Azure AI Enterprise Network Connection Approver"
	roleBlobContributor  = "Storage Blob Data Contributor"
	roleBlobReader       = "Storage Blob Data Reader"
	roleDataScientist    = "AzureML Data Scientist"
	roleDNSContributor   = "Private DNS Zone Contributor"
	roleFileContributor  = "Storage File Data Privileged Contributor"
	roleIdentityOperator = "Managed Identity Operator"
	roleNetwork          = "Network Contributor"
	roleQueueContributor = "Storage Queue Data Contributor"
	roleReader           = "Reader"
	roleSecretsOfficer   = "Key Vault Secrets Officer"
	roleStorageAccount   = "Storage Account Contributor"
	roleTableContributor = "Storage Table Data Contributor"
)

// roleIDs holds the GUIDs of the built-in roles, by name. They are the same in
// every cloud. As of 2026-11-23.
var roleIDs = sync.OnceValue(func() []struct{ name, id string } {
	return []struct{ name, id string }{
		{roleAcrPull, "7f951dda-4ed3-4680-a7ca-43fe172d538d"},
		{roleAcrPush, "8311e382-0749-4cb8-b61a-304f252e45ec"},
		{roleApprover, "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"},
		{roleDataScientist, "f6c7c914-8db3-469d-8ca1-694a8f32e121"},
		{roleSecretsOfficer, "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"},
		{roleIdentityOperator, "f1a07417-d97a-45cb-824c-7a7467783830"},
		{roleNetwork, "4d97b98b-1d4f-4787-a291-c67834d212e7"},
		{roleDNSContributor, "b12aa53e-6015-4669-85d0-8515ebb3ae7f"},
		{roleReader, "acdd72a7-3385-48ef-bd42-f606fba81ae7"},
		{roleStorageAccount, "17d1049b-9a84-46fb-8f53-869881c3d3ab"},
		{roleBlobContributor, "ba92f5b4-2d11-453d-a403-e96b0029c9fe"},
		{roleBlobReader, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"},
		{roleFileContributor, "69566ab7-960f-475b-8e7c-b3118f30c6bd"},
		{roleQueueContributor, "974c5e8b-45b9-4653-ba55-5f855dd0fb88"},
		{roleTableContributor, "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"},
	}
})

// roleID is the GUID of a role; empty for one that is not in the table.
func roleID(name string) string {
	for _, r := range roleIDs() {
		if r.name == name {
			return r.id
		}
	}
	return ""
}
