package main

import "strings"

// firstIntent is what init writes. What most people change stands in it as
// comments, ready to be uncommented.
const firstIntent = `# What you want; "amlsec gen" turns it into Bicep. Every default is the secure one.
# "amlsec schema" prints the JSON Schema, for completion in an editor.
apiVersion: amlsec/v1
name: NAME # base of every resource name
location: LOCATION
cloud: CLOUD
profile: PROFILE # production or dev: sizes, zones and redundancy, never security
# tags: {env: prod, owner: ml-platform}

# network:
#   virtualNetwork:
#     addressPrefixes: [10.42.0.0/16] # or existing: <id of a virtual network>
#   egress:
#     path: natGateway # natGateway, loadBalancer, firewall or appliance
#     rules: default # restricted: only what the service needs may leave
#   bastion: false

# workspace:
#   access:
#     dataScientists: [] # object ids of Entra groups

# inference:
#   target: aks # aks or managedOnlineEndpoint
#   cluster:
#     adminGroups: [] # object ids of Entra groups
#     pools:
#       system: {vmSize: Standard_D4s_v5, count: 3}
#       inference: {vmSize: Standard_D8s_v5, min: 3, max: 6}
#   scoring:
#     allowFrom: [] # callers outside the virtual network
#     tls: {secret: scoring-tls, cname: score.contoso.example} # without it, scoring speaks HTTP
`

// text is the intent with the answers in it. An answer is written in double
// quotes unless it is a plain word, so that it stays one scalar and is judged
// by the rules of its field.
func (ans answers) text() string {
	return strings.NewReplacer(
		"NAME", scalar(ans.name), "LOCATION", scalar(ans.location),
		"CLOUD", scalar(ans.cloud), "PROFILE", scalar(ans.profile),
	).Replace(firstIntent)
}

// scalar is s as a YAML scalar.
func scalar(s string) string {
	plain := func(r rune) bool { return r < 'a' || r > 'z' }
	word := strings.TrimFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if word != "" && strings.IndexFunc(strings.ToLower(word), plain) < 0 && !reserved(s) {
		return s
	}
	return quoteYAML(s)
}

// reserved reports whether a plain word would not be text to a reader of YAML.
func reserved(s string) bool {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return true
	}
	return false
}

// quoteYAML is s in double quotes, on one line.
func quoteYAML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ', r == 0x7f, r == 0x85, r == 0x2028, r == 0x2029:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
