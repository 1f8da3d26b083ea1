package property

import (
	"net/url"
	"strings"
)

// SplitID takes the id of a resource apart: the resource group, or else the
// subscription, that it lies in, its full type and its name with those of its
// parents. Type and name of an extension resource are its own. What cannot be
// read is empty.
func SplitID(id string) (scope, typ, name string) {
	parts := strings.Split(strings.Trim(id, "/"), "/")
	if len(parts) >= 2 && strings.EqualFold(parts[0], "subscriptions") {
		scope = "/" + strings.Join(parts[:2], "/")
		if len(parts) >= 4 && strings.EqualFold(parts[2], "resourceGroups") {
			scope = "/" + strings.Join(parts[:4], "/")
		}
		if len(parts) == 4 && scope == "/"+strings.Join(parts, "/") {
			return "/" + strings.Join(parts[:2], "/"), "Microsoft.Resources/resourceGroups", parts[3]
		}
	}
	at := -1
	for i, p := range parts {
		if strings.EqualFold(p, "providers") {
			at = i
		}
	}
	if at < 0 || at+1 >= len(parts) {
		return scope, "", ""
	}
	types, names := []string{parts[at+1]}, []string{}
	for i := at + 2; i < len(parts); i += 2 {
		types = append(types, parts[i])
		if i+1 < len(parts) {
			names = append(names, parts[i+1])
		}
	}
	return scope, strings.Join(types, "/"), strings.Join(names, "/")
}

// Extended names the resource that an extension resource belongs to, by its id:
// its name, and those of its children with their types, as in
// account/blobServices/default. It is empty for other resources.
func Extended(id string) string {
	lower := strings.ToLower(id)
	end := strings.LastIndex(lower, "/providers/")
	if end < 0 {
		return ""
	}
	begin := strings.LastIndex(lower[:end], "/providers/")
	if begin < 0 {
		return ""
	}
	parts := strings.Split(id[begin+1:end], "/")
	return strings.Join(parts[min(3, len(parts)):], "/")
}

// EscapeID is an id as a path: each part escaped, so that no name can lead
// elsewhere. A part of dots alone is escaped too.
func EscapeID(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		if parts[i] = url.PathEscape(p); p == "." || p == ".." {
			parts[i] = strings.ReplaceAll(p, ".", "%2E")
		}
	}
	return strings.Join(parts, "/")
}

// Title names a resource for people, and what it extends, by its id.
func Title(id string) string {
	_, typ, name := SplitID(id)
	if typ == "" {
		return id
	}
	if of := Extended(id); of != "" {
		return typ + " " + name + " of " + of
	}
	return typ + " " + name
}
