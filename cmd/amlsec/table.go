package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

// table is a part of a plan.
type table struct {
	Name    string
	Columns []column
	Rows    []row
}

// column is one column: its heading, and its key in JSON.
type column struct {
	title, key string
	right      bool // numbers
}

// row is one decision: a cell for each column, and why.
type row struct {
	cells  []string
	origin plan.Origin
}

// add appends a row.
func (t *table) add(o plan.Origin, cells ...string) { t.Rows = append(t.Rows, row{cells, o}) }

// columns makes columns of "title:key" pairs; a "#" before one is of numbers.
func newTable(name string, columns ...string) table {
	t := table{Name: name}
	for _, c := range columns {
		text, right := strings.CutPrefix(c, "#")
		title, key, _ := strings.Cut(text, ":")
		if key == "" {
			key = title
		}
		t.Columns = append(t.Columns, column{title, key, right})
	}
	return t
}

// MarshalJSON writes the rows as objects, their keys in the order of the columns.
func (t table) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	name, err := json.Marshal(t.Name)
	if err != nil {
		return nil, err
	}
	b.WriteString(`{"name":` + string(name) + `,"rows":[`)
	for i, r := range t.Rows {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := t.marshalRow(&b, r); err != nil {
			return nil, err
		}
	}
	b.WriteString("]}")
	return b.Bytes(), nil
}

func (t table) marshalRow(b *bytes.Buffer, r row) error {
	keys := make([]string, 0, len(t.Columns)+3)
	values := append(r.cells[:len(r.cells):len(r.cells)], r.origin.Why, r.origin.From, r.origin.Source)
	for _, c := range t.Columns {
		keys = append(keys, c.key)
	}
	for i, key := range append(keys, "why", "from", "source") {
		value, err := json.Marshal(values[i])
		if err != nil {
			return err
		}
		separator := byte(',')
		if i == 0 {
			separator = '{'
		}
		b.WriteByte(separator)
		b.WriteString(`"` + key + `":` + string(value))
	}
	b.WriteByte('}')
	return nil
}

// renderTables lays tables out for people, at most width columns wide where
// words allow it.
func renderTables(tables []table, width int) string {
	var b strings.Builder
	for i, t := range tables {
		if i > 0 {
			b.WriteByte('\n')
		}
		t.render(&b, max(width, 40))
	}
	return b.String()
}

const gap = "  "

func (t table) render(b *strings.Builder, width int) {
	b.WriteString(t.Name + "\n\n")
	widths := fit(t.widths(), width)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = strings.ToUpper(c.title)
	}
	t.cells(b, head, widths)
	for _, r := range t.Rows {
		t.cells(b, r.cells, widths)
		for _, text := range wrap(reasonOf(r.origin), width-3*len(gap)) {
			b.WriteString(gap + gap + gap + text + "\n")
		}
	}
}

// narrowest is how narrow a column becomes at most, to fit a terminal.
const narrowest = 12

// fit takes columns from the widest until all fit width, or none can give.
func fit(widths []int, width int) []int {
	total := 0
	for _, w := range widths {
		total += len(gap) + w
	}
	for ; total > width; total-- {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	return widths
}

// cells writes a row of cells, over several lines where one needs them.
func (t table) cells(b *strings.Builder, cells []string, widths []int) {
	height := 1
	parts := make([][]string, len(cells))
	for i, cell := range cells {
		parts[i] = wrap(diag.Printable(cell), widths[i])
		height = max(height, len(parts[i]))
	}
	for n := range height {
		var line strings.Builder
		for i, part := range parts {
			text := ""
			if n < len(part) {
				text = part[n]
			}
			pad := strings.Repeat(" ", widths[i]-diag.Width(text))
			if t.Columns[i].right {
				line.WriteString(gap + pad + text)
			} else {
				line.WriteString(gap + text + pad)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// widths are the widths of the columns.
func (t table) widths() []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = diag.Width(c.title)
		for _, r := range t.Rows {
			widths[i] = max(widths[i], diag.Width(diag.Printable(r.cells[i])))
		}
	}
	return widths
}

// reasonOf is why an item is there, and in brackets the field that asked for it.
func reasonOf(o plan.Origin) string {
	text := o.Why
	if o.From != "" {
		text += " [" + o.From + "]"
	}
	return diag.Printable(strings.TrimSpace(text))
}

// wrap breaks text between words into lines of at most width columns, and a
// word that is longer than that between characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	flush := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line = ""
	}
	for _, word := range strings.Fields(text) {
		if line != "" && diag.Width(line)+1+diag.Width(word) > width {
			flush()
		}
		if line != "" {
			line += " "
		}
		for _, r := range word {
			if diag.Width(line+string(r)) > width {
				flush()
			}
			line += string(r)
		}
	}
	flush()
	return lines
}
