// Package templates holds the text of the generated Bicep: one text/template
// file for each concern. The templates decide nothing; package plan does.
package templates

import "embed"

// FS holds the templates by file name, such as "network.bicep.tmpl".
//
//go:embed *.tmpl
var FS embed.FS
