package policy

import "strings"

// reference is a field by its name: a part of every resource, or an alias.
type reference struct {
	kind refKind
	// name is the name as it is written; tag that of a tag.
	name, tag string
	// typ is the resource type of an alias in lower case, and steps its path.
	typ   string
	steps []step
}

type refKind uint8

const (
	refUnknown refKind = iota
	refName
	refFullName
	refType
	refKindOf
	refLocation
	refID
	refTags
	refTag
	refAlias
)

// step is one name of the path of an alias.
type step struct {
	name string
	star bool
	// key is the path up to here in lower case, with [*] for each list on the way:
	// networkacls.iprules[*].
	key string
}

// fieldKind is the field of that name that all resources have.
func fieldKind(name string) (refKind, bool) {
	switch name {
	case "name":
		return refName, true
	case "fullname":
		return refFullName, true
	case "type":
		return refType, true
	case "kind":
		return refKindOf, true
	case "location":
		return refLocation, true
	case "id":
		return refID, true
	case "tags":
		return refTags, true
	}
	return refUnknown, false
}

// special is the alias that stands for one whose name is not the type and the
// path: the oldest ones of virtual machines have no type, and those of storage
// accounts were renamed. Empty for all others.
// Source: the paths of the aliases that the resource providers list.
func special(alias string) string {
	const machine, account, cluster, logs = "Microsoft.Compute/virtualMachines/", "Microsoft.Storage/storageAccounts/",
		"Microsoft.ContainerService/managedClusters/", "Microsoft.Insights/diagnosticSettings/"
	switch strings.Replace(alias, "microsoft.compute/virtualmachines/image", "microsoft.compute/image", 1) {
	case "microsoft.compute/imagepublisher":
		return machine + "storageProfile.imageReference.publisher"
	case "microsoft.compute/imageoffer":
		return machine + "storageProfile.imageReference.offer"
	case "microsoft.compute/imagesku":
		return machine + "storageProfile.imageReference.sku"
	case "microsoft.compute/imageversion":
		return machine + "storageProfile.imageReference.version"
	case "microsoft.compute/imageid":
		return machine + "storageProfile.imageReference.id"
	case "microsoft.compute/licensetype":
		return machine + "licenseType"
	case "microsoft.compute/virtualmachines/sku.name":
		return machine + "hardwareProfile.vmSize"
	case "microsoft.storage/storageaccounts/enablehttpstrafficonly":
		return account + "supportsHttpsTrafficOnly"
	case "microsoft.storage/storageaccounts/enableblobencryption":
		return account + "encryption.services.blob.enabled"
	case "microsoft.storage/storageaccounts/enablefileencryption":
		return account + "encryption.services.file.enabled"
	case "microsoft.containerservice/managedclusters/apiserverauthorizedipranges":
		return cluster + "apiServerAccessProfile.authorizedIPRanges"
	case "microsoft.containerservice/managedclusters/apiserverauthorizedipranges[*]":
		return cluster + "apiServerAccessProfile.authorizedIPRanges[*]"
	case "microsoft.insights/diagnosticsettings/logs.enabled":
		return logs + "logs[*].enabled"
	case "microsoft.insights/diagnosticsettings/metrics.enabled":
		return logs + "metrics[*].enabled"
	}
	return ""
}

// referenceTo reads the name of a field.
func referenceTo(name string) *reference {
	r := &reference{name: name}
	lower := strings.ToLower(name)
	if kind, ok := fieldKind(lower); ok {
		r.kind = kind
		return r
	}
	if rest, ok := strings.CutPrefix(lower, "tags"); ok && (rest[0] == '.' || rest[0] == '[') {
		r.kind, r.tag = refTag, tagName(name[len("tags"):])
		return r
	}
	alias := name
	if other := special(lower); other != "" {
		alias = other
	}
	r.alias(alias)
	return r
}

// tagName is the tag in .name, [name], ['name'] and [”'name”'].
func tagName(s string) string {
	if rest, ok := strings.CutPrefix(s, "."); ok {
		return rest
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	if len(s) >= 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		s = strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s
}

// alias takes the type and the path apart; identity.type and the like are paths
// of every type. What cannot be read stays unknown.
func (r *reference) alias(alias string) {
	path := alias
	if i := strings.LastIndexByte(alias, '/'); i >= 0 {
		r.typ, path = strings.ToLower(alias[:i]), alias[i+1:]
	}
	first, _, _ := strings.Cut(path, ".")
	inType := strings.Count(r.typ, "/") > 0 && strings.Contains(r.typ, ".")
	if !inType && (r.typ != "" || !envelope(first)) {
		return
	}
	// Of resources that are always called default, the name is part of the alias.
	if rest, ok := strings.CutPrefix(strings.ToLower(path), "default."); ok {
		path = path[len(path)-len(rest):]
	}
	steps, ok := stepsOf(path)
	if ok {
		r.kind, r.steps = refAlias, steps
	}
}

func stepsOf(path string) ([]step, bool) {
	var steps []step
	key := ""
	for part := range strings.SplitSeq(path, ".") {
		name, star := strings.CutSuffix(part, "[*]")
		if name == "" || strings.ContainsAny(name, "[]*'") {
			return nil, false
		}
		if key != "" {
			key += "."
		}
		key += strings.ToLower(part)
		steps = append(steps, step{name, star, key})
	}
	return steps, true
}

// hasStar reports whether the reference gives the elements of a list.
func (r *reference) hasStar() bool {
	for _, s := range r.steps {
		if s.star {
			return true
		}
	}
	return false
}

// of is the reference for a resource of a type: that of a child can be written as
// a path of its parent, registries/scopeMaps.description.
func (r *reference) of(typ string) *reference {
	if first := r.steps[0]; r.typ == "" || typ == r.typ || len(r.steps) == 1 || typ != r.typ+"/"+strings.ToLower(first.name) {
		return r
	}
	child := &reference{kind: r.kind, name: r.name, typ: typ}
	for _, s := range r.steps[1:] {
		s.key = strings.TrimPrefix(s.key, r.steps[0].key+".")
		child.steps = append(child.steps, s)
	}
	return child
}

// names are the names of the path.
func (r *reference) names() []string {
	var names []string
	for _, s := range r.steps {
		names = append(names, s.name)
	}
	return names
}

// plainKey is the path of a step without stars.
func (s step) plainKey() string { return strings.ReplaceAll(s.key, "[*]", "") }

// envelope reports whether a resource has a property beside "properties".
func envelope(name string) bool {
	switch strings.ToLower(name) {
	case "sku", "kind", "identity", "tags", "location", "zones", "plan", "managedby", "extendedlocation", "etag":
		return true
	}
	return false
}
