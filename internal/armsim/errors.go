package armsim

import (
	"fmt"
	"strings"
)

// ErrorBody is an error as Azure Resource Manager writes it.
type ErrorBody struct {
	Code    string      `json:"code"`
	Message string      `json:"message"`
	Target  string      `json:"target,omitempty"`
	Details []ErrorBody `json:"details,omitempty"`
	Info    []ErrorInfo `json:"additionalInfo,omitempty"`
}

// ErrorInfo is more on an error, such as the policy that denied something.
type ErrorInfo struct {
	Type string `json:"type"`
	Info any    `json:"info"`
}

func refuse(status int, code, format string, args ...any) reply {
	return reply{status: status, body: object{"error": ErrorBody{Code: code, Message: fmt.Sprintf(format, args...)}}}
}

// segments are the parts of an id.
func segments(id string) []string { return strings.Split(strings.Trim(id, "/"), "/") }

func subscriptionOf(id string) string {
	if parts := segments(id); len(parts) > 1 && strings.EqualFold(parts[0], "subscriptions") {
		return parts[1]
	}
	return ""
}

func groupOf(id string) string {
	if parts := segments(id); len(parts) > 3 && strings.EqualFold(parts[2], "resourceGroups") {
		return parts[3]
	}
	return ""
}

// groupID is the id of the group that an id lies in, or of its subscription.
func groupID(id string) string {
	if g := groupOf(id); g != "" {
		return "/subscriptions/" + subscriptionOf(id) + "/resourceGroups/" + g
	}
	return "/subscriptions/" + subscriptionOf(id)
}

// lastProvider cuts an id before the last "/providers/".
func lastProvider(id string) (scope, rest string, ok bool) {
	at := strings.LastIndex(strings.ToLower(id), "/providers/")
	if at < 0 {
		return id, "", false
	}
	return id[:at], id[at+len("/providers/"):], true
}

// typeOf is the type of the resource that an id names, with its namespace.
func typeOf(id string) string {
	if _, rest, ok := lastProvider(id); ok {
		parts := strings.Split(rest, "/")
		typ := parts[0]
		for i := 1; i < len(parts); i += 2 {
			typ += "/" + parts[i]
		}
		return typ
	}
	if groupOf(id) != "" {
		return "Microsoft.Resources/resourceGroups"
	}
	return "Microsoft.Resources/subscriptions"
}

func nameOf(id string) string {
	parts := segments(id)
	return parts[len(parts)-1]
}

// parentOf is the id of the resource that a child lies in; empty for none.
func parentOf(id string) string {
	_, rest, ok := lastProvider(id)
	if parts := strings.Split(rest, "/"); !ok || len(parts) < 5 {
		return ""
	}
	parts := strings.Split(id, "/")
	return strings.Join(parts[:len(parts)-2], "/")
}
