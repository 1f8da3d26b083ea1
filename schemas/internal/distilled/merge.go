package distilled

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// text merges blocks that say the same, names the rest and joins them.
func (w *writer) text() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	classify(w.blocks)
	var kept []*block
	byName := map[string]int{}
	keyOf := map[int]string{}
	for _, b := range w.blocks {
		if key, ok := keyOf[b.class]; ok {
			b.key = key
			continue
		}
		byName[b.name]++
		b.key = b.name
		if n := byName[b.name]; n > 1 {
			b.key += "~" + strconv.Itoa(n)
		}
		keyOf[b.class] = b.key
		kept = append(kept, b)
	}
	slices.SortFunc(kept, func(a, b *block) int { return cmp.Compare(a.key, b.key) })
	var out bytes.Buffer
	for _, b := range kept {
		out.WriteString(b.key)
		for i, part := range b.parts {
			out.WriteString(part)
			if i < len(b.refs) {
				out.WriteString(b.refs[i].key)
			}
		}
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// classify finds the blocks that cannot be told apart by anything that can be
// reached from them: it begins with classes by text, and splits them by the
// classes of what they refer to until that splits nothing any more.
func classify(blocks []*block) {
	count := assign(blocks, func(b *block) string { return b.name + strings.Join(b.parts, "\x00") })
	for {
		next := assign(blocks, func(b *block) string {
			sig := strconv.Itoa(b.class)
			for _, r := range b.refs {
				sig += " " + strconv.Itoa(r.class)
			}
			return sig
		})
		if next == count {
			return
		}
		count = next
	}
}

// assign gives blocks of one signature one class, and returns how many there
// are. Signatures are taken of the classes before.
func assign(blocks []*block, signature func(*block) string) int {
	classes := map[string]int{}
	assigned := make([]int, len(blocks))
	for i, b := range blocks {
		sig := signature(b)
		if _, ok := classes[sig]; !ok {
			classes[sig] = len(classes)
		}
		assigned[i] = classes[sig]
	}
	for i, b := range blocks {
		b.class = assigned[i]
	}
	return len(classes)
}
