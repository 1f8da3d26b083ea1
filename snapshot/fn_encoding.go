package snapshot

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"
)

func encodingFunctions() []builtin {
	return []builtin{
		{name: "base64", min: 1, max: 1, run: onText(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) })},
		{name: "base64ToString", min: 1, max: 1, run: decoded(fromBase64)},
		{name: "base64ToJson", min: 1, max: 1, run: base64ToJSON},
		{name: "dataUri", min: 1, max: 1, run: onText(dataURI)},
		{name: "dataUriToString", min: 1, max: 1, run: decoded(fromDataURI)},
		{name: "uri", min: 2, max: 2, run: joinURI},
		{name: "uriComponent", min: 1, max: 1, run: onText(uriComponent)},
		{name: "uriComponentToString", min: 1, max: 1, run: onText(uriComponentToString)},
		{name: "parseUri", min: 1, max: 1, run: parseURI},
		{name: "buildUri", min: 1, max: 1, whole: true, run: buildURI},
		{name: "json", min: 1, max: 1, run: fromJSON},
	}
}

func decoded(decode func(string) (string, error)) func(*env, []Value) (Value, error) {
	return func(_ *env, args []Value) (Value, error) {
		s, err := argText(args, 0)
		if err != nil {
			return nil, err
		}
		s, err = decode(s)
		return String(s), err
	}
}

func fromBase64(s string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		return "", failf(codeValue, "the text is not base64")
	}
	return strings.ToValidUTF8(string(data), string(utf8.RuneError)), nil
}

func base64ToJSON(e *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	if s, err = fromBase64(s); err != nil {
		return nil, err
	}
	return e.parseJSON(s)
}

func fromJSON(e *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	return e.parseJSON(s)
}

// parseJSON is the value of a text. Expressions in it are plain text.
func (e *env) parseJSON(s string) (Value, error) {
	if err := e.t.text(len(s)); err != nil {
		return nil, err
	}
	n, err := readJSON(s, e.t.limits)
	if err == errTooLarge {
		return nil, failf(codeLimit, "the JSON text has more than %d values or %d levels", e.t.limits.Size, e.t.limits.Depth)
	}
	if err != nil {
		return nil, failf(codeValue, "the text is not JSON: %v", err)
	}
	v := n.plain()
	return v, e.t.spend(v.about().size)
}

// plain is the value of a node whose strings are no expressions.
func (n *node) plain() Value {
	switch n.kind {
	case nodeString:
		return String(n.text)
	case nodeArray:
		items := make([]Value, len(n.items))
		for i, item := range n.items {
			items[i] = item.plain()
		}
		return newArray(items...)
	case nodeObject:
		var b builder
		for i, item := range n.items {
			b.set(n.names[i], item.plain())
		}
		return b.object()
	default:
		return n.literal
	}
}

func dataURI(s string) string {
	return "data:text/plain;charset=utf8;base64," + base64.StdEncoding.EncodeToString([]byte(s))
}

func fromDataURI(s string) (string, error) {
	rest, ok := strings.CutPrefix(s, "data:")
	head, body, comma := strings.Cut(rest, ",")
	if !ok || !comma {
		return "", failf(codeValue, "the text is no data URI")
	}
	if strings.HasSuffix(strings.ToLower(head), ";base64") {
		return fromBase64(body)
	}
	return uriComponentToString(body), nil
}

// uriComponent escapes everything but letters, digits and -_.~
func uriComponent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isNameByte(c) || c == '-' || c == '.' || c == '~' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// uriComponentToString undoes escapes; what is no escape stays.
func uriComponentToString(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i+2 < len(s) && s[i] == '%' {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), string(utf8.RuneError))
}

// joinURI resolves a relative URI against a base.
func joinURI(_ *env, args []Value) (Value, error) {
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(s[0])
	if err != nil || base.Scheme == "" || base.Host == "" {
		return nil, failf(codeValue, "the base is no absolute URI")
	}
	if base.Path == "" {
		base.Path = "/"
	}
	ref, err := url.Parse(s[1])
	if err != nil {
		return nil, failf(codeValue, "the second text is no URI")
	}
	return String(base.ResolveReference(ref).String()), nil
}

func parseURI(_ *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme == "" || u.Hostname() == "" {
		return nil, failf(codeValue, "the text is no absolute URI")
	}
	var b builder
	b.set("scheme", String(u.Scheme))
	b.set("host", String(u.Hostname()))
	port, ok := number(u.Port())
	if !ok {
		port, ok = map[string]Value{"http": Int(80), "https": Int(443)}[u.Scheme]
	}
	if ok {
		b.set("port", port)
	}
	if path := u.EscapedPath(); path != "" {
		b.set("path", String(path))
	}
	if u.RawQuery != "" {
		b.set("query", String("?"+u.RawQuery))
	}
	return b.object(), nil
}

func buildURI(_ *env, args []Value) (Value, error) {
	o, err := argObject(args, 0)
	if err != nil {
		return nil, err
	}
	part := func(name string) string {
		v, _ := o.Get(name)
		if n, ok := v.(Int); ok {
			return textOf(n)
		}
		s, _ := text(v)
		return s
	}
	u := url.URL{Scheme: part("scheme"), Host: part("host"), RawQuery: strings.TrimPrefix(part("query"), "?")}
	if u.Scheme == "" || u.Host == "" {
		return nil, failf(codeValue, "a URI needs scheme and host")
	}
	defaults := map[string]string{"http": "80", "https": "443"}
	if port := part("port"); port != "" && port != "-1" && port != defaults[u.Scheme] {
		u.Host += ":" + port
	}
	path := part("path")
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	u.Path = uriComponentToString(path)
	return String(u.String()), nil
}
