package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// ReportVersion is the version of the JSON form. It changes when a field
// changes its meaning or goes; new fields do not change it.
const ReportVersion = 1

// Report is the JSON form of a list: one object, its diagnostics by file and
// place, never null.
//
//	{
//	  "version": 1,
//	  "diagnostics": [
//	    {
//	      "code": "AML010",
//	      "severity": "error",               error, warning or info
//	      "span": {
//	        "file": "intent.yaml",           as named on the command line
//	        "start": {"line": 3, "col": 11}, from 1, in characters; 0 when there is no place
//	        "end": {"line": 3, "col": 18}    the character after the last; 0 when not known
//	      },
//	      "message": "…", "hint": "…", "notes": ["…"], "source": "…"   the last three may be absent
//	    }
//	  ],
//	  "summary": {"errors": 1, "warnings": 0, "infos": 0}
//	}
type Report struct {
	Version     int   `json:"version"`
	Diagnostics List  `json:"diagnostics"`
	Summary     Count `json:"summary"`
}

func printJSON(w io.Writer, list List) error {
	if list == nil {
		list = List{}
	}
	return WriteJSON(w, Report{Version: ReportVersion, Diagnostics: list, Summary: list.Count()})
}

// WriteJSON writes v as indented JSON in which every character that could
// steer a terminal is an escape. The error is that of w, or that v has no JSON.
func WriteJSON(w io.Writer, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeJSON(buf.Bytes()))
	return err
}

// escapeJSON spells the characters that Printable would escape as \uXXXX.
// Outside of strings JSON holds none of them but line feeds.
func escapeJSON(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\n' || unicode.IsPrint(r):
			out = append(out, text[i:i+size]...)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += size
	}
	return out
}
