package generator

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/amlsec/amlsec/plan"
)

// commentWidth is how wide the text of a comment may be: with the deepest
// indentation in use it ends before column 100.
const commentWidth = 90

// clean makes s safe inside a line comment: no line ending and nothing hidden
// is left, so that what follows it stays code and what is in it stays comment.
func clean(s string) string { return strings.Join(words(s), " ") }

// words are those of s, without what clean leaves out.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		if ' ' < r && r < unicode.MaxASCII {
			return false
		}
		return unicode.IsSpace(r) || isHidden(r)
	})
}

// comments writes text as line comments, wrapped between words.
func comments(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/16 + len("// "))
	b.WriteString("//")
	width := len("//")
	for _, word := range words(text) {
		n := 1 + utf8.RuneCountInString(word)
		if width > len("//") && width+n > commentWidth {
			b.WriteString("\n//")
			width = len("//")
		}
		b.WriteByte(' ')
		b.WriteString(word)
		width += n
	}
	return b.String()
}

// origin says what kind of item this is, what it is for and which field asked
// for it.
func origin(kind string, o plan.Origin) string { return about(kind, o.Why, o.From) }

// about is origin for what comes with an item: its own kind and purpose, and
// the field that asked for the item. All stands on one line where that is wide
// enough.
func about(kind, why, from string) string {
	if why = clean(why); why != "" {
		kind += ": " + why
	}
	why = sentence(kind)
	if line := comments(why + " " + askedBy(from)); !strings.Contains(line, "\n") {
		return line
	}
	return comments(why) + "\n" + comments(askedBy(from))
}

// asked says which field asked for an item whose purpose stands in the item.
func asked(o plan.Origin) string { return comments(askedBy(o.From)) }

// askedBy names a field; the intent as a whole has no path.
func askedBy(from string) string {
	if from == "" {
		from = "the intent"
	}
	return askedMark + from
}

// askedMark precedes the name of a field in comments.
const askedMark = "Asked for by: "

// sentence is s with a capital at its beginning and a full stop at its end.
func sentence(s string) string {
	s = strings.TrimRight(clean(s), ". ")
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:] + "."
}

// longestDescription is what Azure takes as the description of a rule.
const longestDescription = 140

// description is a description property made of why, cut between words where
// Azure would refuse it.
func description(why string) string {
	s := sentence(why)
	for utf8.RuneCountInString(s) > longestDescription {
		cut := strings.LastIndexByte(strings.TrimSuffix(s, " …"), ' ')
		if cut < 0 {
			return quote(string([]rune(s)[:longestDescription]))
		}
		s = strings.TrimRight(s[:cut], " ,;:.") + " …"
	}
	return quote(s)
}
