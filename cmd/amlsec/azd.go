package main

import "bytes"

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
