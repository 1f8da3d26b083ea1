package diag

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// printLines writes a line a diagnostic, for tools that read what the Bicep CLI
// writes. Hints stand in the message, where Bicep has its own.
func printLines(w io.Writer, list List, opts Options) error {
	var b strings.Builder
	for _, d := range list {
		at := d.Span.Start
		if !d.Span.IsValid() {
			at = Pos{1, 1}
		}
		msg := d.Msg
		if d.Hint != "" {
			msg += "; " + d.Hint
		}
		fmt.Fprintf(&b, "%s(%d,%d) : %s %s: %s%s\n", Printable(absolute(d.Span.File, opts.Dir)), at.Line, max(at.Col, 1),
			lineSeverity(d.Severity), Printable(d.Code), Printable(msg), address(d.Code))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func absolute(file, dir string) string {
	file = filepath.FromSlash(file)
	if dir == "" || filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(dir, file)
}

func lineSeverity(s Severity) string {
	word := s.String()
	return strings.ToUpper(word[:1]) + word[1:]
}

// address is where Bicep documents a code of its own, with a space before it.
func address(code string) string {
	switch {
	case strings.HasPrefix(code, "BCP"):
		return " [https://aka.ms/bicep/core-diagnostics#" + code + "]"
	case code == "" || strings.HasPrefix(code, "AML"):
		return ""
	default:
		return " [https://aka.ms/bicep/linter-diagnostics#" + code + "]"
	}
}
