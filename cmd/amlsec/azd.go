package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
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

// azdValue is a value of a parameter file that follows a variable of azd, as
// gen --azd writes it.
var azdValue = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"\$\{(AZURE_[A-Z_]+)=([^"\\}]*)\}"`)
})

// fillIn gives parameters that follow azd's environment their values, as azd
// does: that of the variable, or the default when it is empty or not there.
func fillIn(params []byte, getenv func(string) string) []byte {
	return azdValue().ReplaceAllFunc(params, func(match []byte) []byte {
		parts := azdValue().FindSubmatch(match)
		text, err := json.Marshal(cmp.Or(getenv(string(parts[1])), string(parts[2])))
		if err != nil {
			return match // no text is without JSON
		}
		return text
	})
}
