package emit

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
)

// pointer is what a reference such as #/definitions/x points to, or nil.
func pointer(root check.Value, ref string) check.Value {
	rest, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	v := root
	for _, seg := range strings.Split(rest, "/") {
		seg = unescapePointer(seg)
		switch x := v.(type) {
		case *check.Object:
			v = x.Get(seg)
		case check.Array:
			i, err := strconv.Atoi(seg)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

func unescapePointer(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
}

// escapePointer spells a name as part of a pointer, which is part of a URI.
func escapePointer(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "~", "~0"), "/", "~1")
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isIdentifier("_"+string(rune(c))) || strings.IndexByte("-.~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
