package bicep

import (
	"strings"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
)

// Format lays a .bicep or .bicepparam file out as bicep format does. With
// errors in the list there is no text: a file that does not parse stays as it
// is.
func Format(name string, src []byte) ([]byte, diag.List) {
	if !utf8.Valid(src) {
		var list diag.List
		list.Errorf(check.CodeNotText, diag.Span{File: name}, "the file is not UTF-8")
		return nil, list
	}
	parse := syntax.Parse
	if strings.HasSuffix(strings.ToLower(name), ".bicepparam") {
		parse = syntax.ParseParams
	}
	file, list := parse(name, src)
	if list.HasErrors() {
		return nil, list
	}
	return syntax.Print(file), list
}
