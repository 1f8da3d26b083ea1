package plan

import "strings"

// upperFirst makes a symbol fit behind another word: "storage" to "Storage".
func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
