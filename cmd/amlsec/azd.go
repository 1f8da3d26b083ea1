package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// forAZD reports whether the output in a directory was made with --azd, so that
// nobody has to say it again: its main.bicep asks who provisions, or a parameter
// file follows azd's variables.
func forAZD(dir string) bool {
	d, err := openDisk(dir)
	if err != nil {
		return false // the comparison tells why
	}
	defer d.close()
	for _, mark := range []struct{ file, text string }{
		{mainFile, "\nparam deployerId string"},
		{paramsJSON, `"${AZURE_`},
	} {
		if content, err := d.read(mark.file); err == nil && bytes.Contains(content, []byte(mark.text)) {
			return true
		}
	}
	return false
}

// azdVariable is where a text of a parameter file follows a variable of azd, with
// the default or without one.
var azdVariable = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\$\{(AZURE_[A-Z0-9_]+)(=[^"\\}]*)?\}`)
})

// fillIn gives what follows azd's environment its values, as azd does: that of the
// variable, or the default when it is empty or not there. What has neither stays.
func fillIn(params []byte, getenv func(string) string) []byte {
	return azdVariable().ReplaceAllFunc(params, func(match []byte) []byte {
		parts := azdVariable().FindSubmatch(match)
		value := getenv(string(parts[1]))
		if value == "" && parts[2] == nil {
			return match
		}
		text, err := json.Marshal(cmp.Or(value, strings.TrimPrefix(string(parts[2]), "=")))
		if err != nil {
			return match // no text is without JSON
		}
		return text[1 : len(text)-1] // it stands between quotes
	})
}
