package failure

import "strings"

// AdviceTable is the table of advice for documentation: codes, and what to do.
func AdviceTable() [][2]string {
	var all [][2]string
	for _, r := range rows() {
		all = append(all, [2]string{spell(r.codes, r.text), r.do + " ([source](https://" + r.source + "))"})
	}
	return all
}

// TransientTable is what may pass, for documentation: codes, and why.
func TransientTable() [][2]string {
	var all [][2]string
	for _, p := range transients() {
		all = append(all, [2]string{spell(p.codes, p.text), p.why})
	}
	return all
}

// spell writes the codes of a row, and what their message must hold.
func spell(codes, text string) string {
	s := "any code"
	if codes != "*" {
		s = "`" + strings.Join(strings.Fields(codes), "`, `") + "`"
	}
	if text != "" {
		s += ", where the message has `" + strings.ReplaceAll(text, "|", "\\|") + "`"
	}
	return s
}
