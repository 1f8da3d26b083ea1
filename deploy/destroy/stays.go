package destroy

import (
	"fmt"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// Stays is what Azure keeps of a resource that was deleted. It holds its name
// meanwhile.
type Stays struct {
	// Until is when Azure lets go of it, if it is deleted now.
	Until time.Time
	// Protected: nobody can purge it before.
	Protected bool
	// Purge and Recover are commands; Purge is empty for what cannot be purged.
	Purge, Recover string
}

// staysOf is what stays of a resource; nil for nothing. Source: Microsoft Learn
// on soft deletion of key vaults, of Azure Machine Learning workspaces (14 days),
// and of Log Analytics workspaces (14 days).
func (f *finder) staysOf(r snapshot.Resource, body *snapshot.Object) *Stays {
	name := quoted(r.Name)
	var made Stays
	days := 14
	switch strings.ToLower(r.Type) {
	case "microsoft.keyvault/vaults":
		region, _ := at(body, "location").(snapshot.String)
		days = 90
		if n, ok := at(body, "properties.softDeleteRetentionInDays").(snapshot.Int); ok && n > 0 && n <= 90 {
			days = int(n)
		}
		made.Protected = at(body, "properties.enablePurgeProtection") == snapshot.Bool(true)
		command := fmt.Sprintf(" --name %s --location %s", name, quoted(property.Region(string(region))))
		made.Recover = "az keyvault recover" + command
		if !made.Protected {
			made.Purge = "az keyvault purge" + command
		}
	case "microsoft.machinelearningservices/workspaces":
		made.Purge = "az rest --method delete --url " + quoted(r.ID+"?api-version=2023-06-01-preview&forceToPurge=true")
	case "microsoft.operationalinsights/workspaces":
		scope, _, _ := property.SplitID(r.ID)
		made.Recover = fmt.Sprintf("az monitor log-analytics workspace recover --resource-group %s --workspace-name %s",
			quoted(scope[strings.LastIndexByte(scope, '/')+1:]), name)
	default:
		return nil
	}
	made.Until = f.azure.Clock.Now().AddDate(0, 0, days)
	return &made
}

// quoted is a word for a shell.
func quoted(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
