package intent

import (
	"fmt"
	"strings"
)

// resourceGroupType is how the tags of a field name a resource group.
const resourceGroupType = "Microsoft.Resources/resourceGroups"

// String is the id in its usual spelling, with the type's own case; empty for
// the zero value.
func (r ResourceID) String() string {
	if r.IsZero() {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "/subscriptions/%s/resourceGroups/%s", r.Subscription, r.ResourceGroup)
	types := strings.Split(r.Type, "/")
	if r.Type != "" {
		b.WriteString("/providers/" + types[0])
	}
	for i, name := range r.Names {
		if i+1 < len(types) {
			b.WriteString("/" + types[i+1] + "/" + name)
		}
	}
	return b.String()
}

// ParseResourceID reads the id of a resource group or of a resource in one.
// The error says what was found and wanted, for a message.
func ParseResourceID(s string) (ResourceID, error) {
	seg := strings.Split(s, "/")
	switch {
	case seg[0] != "" || len(seg) < 2:
		return ResourceID{}, fmt.Errorf("wanted a resource id, which begins with /subscriptions/")
	case seg[len(seg)-1] == "":
		return ResourceID{}, fmt.Errorf("wanted a resource id, which does not end with '/'")
	case !isWord(seg, 1, "subscriptions") || !isWord(seg, 3, "resourceGroups") || len(seg) < 5:
		return ResourceID{}, fmt.Errorf("wanted /subscriptions/<guid>/resourceGroups/<name>")
	case !guidForm.MatchString(seg[2]):
		return ResourceID{}, fmt.Errorf("wanted a GUID after /subscriptions/, not %s", show(seg[2]))
	}
	if err := checkResourceGroup(seg[4]); err != nil {
		return ResourceID{}, err
	}
	id := ResourceID{Subscription: strings.ToLower(seg[2]), ResourceGroup: seg[4]}
	if len(seg) == 5 {
		return id, nil
	}
	return id, id.setResource(seg[5:])
}

// setResource reads the segments after the resource group.
func (r *ResourceID) setResource(seg []string) error {
	if !isWord(seg, 0, "providers") || len(seg) < 4 || len(seg)%2 != 0 {
		return fmt.Errorf("wanted /providers/<namespace>/<type>/<name> after the resource group")
	}
	r.Type = seg[1]
	for i := 2; i < len(seg); i += 2 {
		if !nameForm.MatchString(seg[i]) || !nameForm.MatchString(seg[i+1]) {
			return fmt.Errorf("wanted letters, digits, '_', '.', '(', ')' and '-' in every name")
		}
		r.Type += "/" + seg[i]
		r.Names = append(r.Names, seg[i+1])
	}
	if !namespaceForm.MatchString(seg[1]) {
		return fmt.Errorf("wanted a namespace such as Microsoft.Network after /providers/, not %s", show(seg[1]))
	}
	return nil
}

// isWord reports whether segment i is the word, in any case: Azure itself
// writes resourcegroups in some of its answers.
func isWord(seg []string, i int, word string) bool {
	return i < len(seg) && strings.EqualFold(seg[i], word)
}

var (
	guidForm      = newForm(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)
	namespaceForm = newForm(`^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)+$`)
	nameForm      = newForm(`^[A-Za-z0-9_]([A-Za-z0-9_.()-]{0,126}[A-Za-z0-9_)-])?$`)
	groupForm     = newForm(`^[\pL\pN_.()-]{1,90}$`)
)

// checkResourceGroup checks the name of a resource group that may exist.
func checkResourceGroup(name string) error {
	if !groupForm.MatchString(name) {
		return fmt.Errorf("wanted a resource group of 1 to 90 letters, digits, '_', '.', '(', ')' and '-', not %s", show(name))
	}
	if strings.HasSuffix(name, ".") {
		return fmt.Errorf("wanted a resource group whose name does not end with '.', not %s", show(name))
	}
	return nil
}

// nameForms are the names that Azure allows for the types an intent refers to.
// Source: Microsoft Learn, Naming rules and restrictions for Azure resources.
var nameForms = map[string]struct {
	form *form
	want string
}{
	"Microsoft.ContainerRegistry/registries": {
		newForm(`^[A-Za-z0-9]{5,50}$`), "5 to 50 letters and digits"},
	"Microsoft.ContainerService/managedClusters": {
		newForm(`^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$`), "1 to 63 letters, digits, '_' and '-'"},
	"Microsoft.KeyVault/vaults": {
		newForm(`^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$`), "3 to 24 letters, digits and '-', the first a letter"},
	"Microsoft.Network/privateDnsZones": {
		newForm(`^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`), "a host name such as privatelink.eastus2.azmk8s.io"},
	"Microsoft.Network/virtualNetworks": {
		newForm(`^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?$`), "1 to 64 letters, digits, '_', '.' and '-'"},
	"Microsoft.OperationalInsights/workspaces": {
		newForm(`^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$`), "4 to 63 letters, digits and '-'"},
	"Microsoft.Storage/storageAccounts": {
		newForm(`^[a-z0-9]{3,24}$`), "3 to 24 lower-case letters and digits"},
}
