package preflight

import "strings"

// enclosing are an id and the ids around it, from the inside: resources, the
// resource group, the subscription.
func enclosing(id string) []string {
	parts := strings.Split(strings.Trim(id, "/"), "/")
	var all []string
	for n := len(parts) - len(parts)%2; n >= 2; n -= 2 {
		if !strings.EqualFold(parts[n-2], "providers") {
			all = append(all, "/"+strings.Join(parts[:n], "/"))
		}
	}
	return all
}

func isGroup(id string) bool {
	parts := strings.Split(strings.Trim(id, "/"), "/")
	return len(parts) == 4 && strings.EqualFold(parts[0], "subscriptions") && strings.EqualFold(parts[2], "resourceGroups")
}

func isSubscription(id string) bool {
	parts := strings.Split(strings.Trim(id, "/"), "/")
	return len(parts) == 2 && strings.EqualFold(parts[0], "subscriptions")
}

// groupOf is the id of the resource group that an id lies in; empty for none.
func groupOf(id string) string {
	for _, at := range enclosing(id) {
		if isGroup(at) {
			return at
		}
	}
	return ""
}

// subscriptionOf is the id of the subscription that an id lies in; empty for none.
func subscriptionOf(id string) string {
	for _, at := range enclosing(id) {
		if isSubscription(at) {
			return at
		}
	}
	return ""
}

// parentOf is the id of what a child resource is written in.
func parentOf(id string) string {
	if all := enclosing(id); len(all) > 1 {
		return all[1]
	}
	return ""
}

// typeOf is the type of the resource of an id, such as
// Microsoft.Network/virtualNetworks/subnets; empty when it is no resource's.
func typeOf(id string) string {
	i := strings.LastIndex(strings.ToLower(id), "/providers/")
	if i < 0 {
		return ""
	}
	parts := strings.Split(id[i+len("/providers/"):], "/")
	typ := parts[0]
	for n := 1; n < len(parts); n += 2 {
		typ += "/" + parts[n]
	}
	return typ
}

// nameOf is the last segment of an id.
func nameOf(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

// namespaceOf is the provider of a type.
func namespaceOf(typ string) string {
	ns, _, _ := strings.Cut(typ, "/")
	return ns
}

// az is a command of the Azure CLI, each argument quoted for a shell where it
// needs to be.
func az(args ...string) string {
	var b strings.Builder
	b.WriteString("az")
	for _, arg := range args {
		b.WriteByte(' ')
		if strings.Trim(arg, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,") == "" && arg != "" {
			b.WriteString(arg)
		} else {
			b.WriteString("'" + strings.ReplaceAll(arg, "'", `'\''`) + "'")
		}
	}
	return b.String()
}
