package snapshot

import (
	"bytes"
	"strings"
)

// Hide is the text of a template with stars for the defaults of secure
// parameters, to be shown in messages: places stay as they are. A text that is
// not JSON is shown as it is.
func Hide(src []byte) []byte {
	root, err := readJSON(string(src), Limits{}.withDefaults())
	if err != nil {
		return src
	}
	shown := bytes.Clone(src)
	hideDefaults(shown, root)
	return shown
}

// hideDefaults hides the default of n, if it is a parameter, or of what is in it.
// A type that is defined elsewhere may be a secure one.
func hideDefaults(shown []byte, n *node) {
	secure := strings.HasPrefix(strings.ToLower(n.get("type").str()), "secure") || n.get("$ref") != nil
	if def := n.get("defaultValue"); secure && def != nil {
		hideTexts(shown, def)
	}
	for _, item := range n.items {
		hideDefaults(shown, item)
	}
}

// hideTexts puts stars for the texts in n; an expression says where a secret comes
// from, or writes one itself.
func hideTexts(shown []byte, n *node) {
	for _, item := range n.items {
		hideTexts(shown, item)
	}
	if n.kind != nodeString {
		return
	}
	quote := shown[n.offset]
	for i := n.offset + 1; i < len(shown) && shown[i] != quote; i++ {
		if shown[i] == '\\' && i+1 < len(shown) {
			shown[i] = '*'
			i++
		}
		shown[i] = '*'
	}
}
