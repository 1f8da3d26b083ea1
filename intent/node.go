package intent

import "gopkg.in/yaml.v3"

// target is the node that n stands for.
func target(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// isNull reports whether nothing was written, or null in one of its spellings.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// kindOf names a node for a message.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.Tag {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "the number " + show(n.Value)
	}
	return "the text " + show(n.Value)
}

var plainKey = newForm(`^[A-Za-z0-9_-]+$`)

// join is the path of a field in the section at path. A key that a path cannot
// hold as it is, such as a tag name with a dot, is quoted: tags["a.b"].
func join(path, key string) string {
	switch {
	case !plainKey.MatchString(key):
		return path + "[" + show(key) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}
