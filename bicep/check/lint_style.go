package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

func lintInterpolation(l *linter) {
	for _, e := range l.calls {
		if len(e.Args) < 2 || !l.isCall(e, "concat") || l.c.broken(e) {
			continue
		}
		if t := l.c.types[e]; t != nil && !isAny(t) && types.Assignable(t, types.String{}) {
			l.found(e, "found 'concat' of strings, wanted an interpolated string")
		}
	}
}

// lintNeedlessInterpolation finds '${x}' where x is a string.
func lintNeedlessInterpolation(l *linter) {
	for _, p := range l.props {
		l.needlessHole(p.Value)
	}
	for _, s := range l.m.Vars {
		l.needlessHole(s.Decl.Value)
	}
	for _, s := range l.m.Outputs {
		l.needlessHole(s.Decl.Value)
	}
	for _, s := range l.m.Params {
		l.needlessHole(s.Decl.Default)
	}
}

func (l *linter) needlessHole(e syntax.Expr) {
	s, ok := e.(*syntax.StringExpr)
	if !ok || len(s.Exprs) != 1 || s.Segments[0] != "" || s.Segments[1] != "" {
		return
	}
	switch l.c.types[s.Exprs[0]].(type) {
	case types.String, types.StringLit:
		l.found(s, "found a string that holds but one other string, wanted that")
	}
}

func lintQuotedNames(l *linter) {
	for _, p := range l.props {
		if name, ok := syntax.LiteralString(p.Key); ok && plainName(name) {
			l.found(p.Key, "found quotes around the name '%s', which needs none", name)
		}
	}
	for _, x := range l.indexes {
		if name, ok := syntax.LiteralString(x.Index); ok && plainName(name) {
			l.found(syntax.Range{From: x.X.End(), To: x.End()}, "found '%s' in brackets, wanted '.%s'", name, name)
		}
	}
}

// plainName reports whether a property's name needs no quotes.
func plainName(name string) bool {
	return name != "" && types.PropertyName(name) == name
}

func lintJSONNull(l *linter) {
	for _, e := range l.calls {
		if len(e.Args) != 1 || !l.isCall(e, "json") {
			continue
		}
		if text, ok := syntax.LiteralString(e.Args[0]); ok && strings.TrimSpace(text) == "null" {
			l.found(e, "found json('null'), wanted null")
		}
	}
}

func lintConflictingMetadata(l *linter) {
	for _, s := range l.m.File.Stmts {
		l.conflict(syntax.DecoratorsOf(s))
	}
}

func (l *linter) conflict(decs []*syntax.Decorator) {
	call := l.m.Decorator(decs, "metadata")
	if call == nil || len(call.Args) == 0 || l.m.Decorator(decs, "description") == nil {
		return
	}
	o, ok := call.Args[0].(*syntax.ObjectExpr)
	if !ok {
		return
	}
	if p := o.Property("description"); p != nil {
		l.found(p.Key, "found 'description' in the metadata, which the decorator 'description' overwrites")
	}
}

// lintSafeAccess finds contains(x, 'a') ? x.a : y, and accesses to what may be
// missing.
func lintSafeAccess(l *linter) {
	for _, t := range l.ternaries {
		if l.isGuard(t) {
			l.found(t, "found a check that a property is there, wanted '.?' and '??'")
		}
	}
	for _, e := range l.members {
		l.unsafe(e, e.X, e.Safe)
	}
	for _, e := range l.indexes {
		l.unsafe(e, e.X, e.Safe)
	}
}

func (l *linter) isGuard(t *syntax.TernaryExpr) bool {
	call, ok := syntax.Unparen(t.Cond).(*syntax.CallExpr)
	if !ok || len(call.Args) != 2 || !l.isCall(call, "contains") {
		return false
	}
	switch e := t.Then.(type) {
	case *syntax.MemberExpr:
		name, ok := syntax.LiteralString(call.Args[1])
		return ok && name == e.Name.Name && l.same(call.Args[0], e.X)
	case *syntax.IndexExpr:
		return l.same(call.Args[1], e.Index) && l.same(call.Args[0], e.X)
	}
	return false
}

func (l *linter) unsafe(e, base syntax.Expr, safe bool) {
	if safe || l.promised[e] {
		return
	}
	if _, ok := l.c.types[base].(*types.Object); !ok {
		return
	}
	t := l.c.types[e]
	if t == nil {
		return
	}
	if _, nullable := types.NonNull(t); nullable {
		l.found(e, "found an access to what may be missing, wanted '.?' or '[?…]'")
	}
}

// hostsOfCloud are hosts that differ from cloud to cloud.
var hostsOfCloud = []string{
	"azuredatalakeanalytics.net", "azuredatalakestore.net", "batch.core.windows.net", "core.windows.net",
	"database.windows.net", "datalake.azure.net", "gallery.azure.com", "graph.windows.net",
	"login.microsoftonline.com", "management.azure.com", "management.core.windows.net", "vault.azure.net",
}

// hostsOfAll are hosts that are the same in every cloud although one of the
// others is a part of them.
var hostsOfAll = []string{"schema.management.azure.com"}

func lintEnvURLs(l *linter) {
	if l.m.File.Params {
		return
	}
	skip := l.hostless()
	for _, s := range l.strings {
		if !skip[s] {
			l.hosts(s)
		}
	}
}

// hostless are the strings that name no hosts: types, paths and descriptions.
func (l *linter) hostless() map[*syntax.StringExpr]bool {
	skip := map[*syntax.StringExpr]bool{}
	add := func(n syntax.Node) {
		syntax.Inspect(n, func(n syntax.Node) bool {
			if s, ok := n.(*syntax.StringExpr); ok {
				skip[s] = true
			}
			return true
		})
	}
	for _, r := range l.m.Resources {
		add(r.Decl.Type)
	}
	for _, m := range l.m.Modules {
		add(m.Decl.Path)
	}
	for _, s := range l.m.Metadata {
		add(s.Decl)
	}
	for _, e := range l.calls {
		if name := e.Name.Name; name == "description" || name == "metadata" {
			if _, ok := l.m.Uses[e.Name].(*Builtin); ok {
				add(e)
			}
		}
	}
	return skip
}

// hosts finds such hosts in a string as written.
func (l *linter) hosts(s *syntax.StringExpr) {
	if s.End()-s.Pos() <= syntax.Pos(len("vault.azure.net")) {
		return
	}
	text := strings.ToLower(l.m.File.Text(s))
	if !strings.Contains(text, ".net") && !strings.Contains(text, ".com") {
		return
	}
	end := 0
	for i := 0; i < len(text); i++ {
		host := hostAt(text, i)
		if host == "" || i < end {
			continue
		}
		end = i + len(host)
		if !excluded(text, i, end) {
			at := syntax.Range{From: s.Pos() + syntax.Pos(i), To: s.Pos() + syntax.Pos(end)}
			l.found(at, "found the host '%s', which differs from cloud to cloud; use environment()", host)
		}
	}
}

// hostAt is the longest such host that begins at an offset.
func hostAt(text string, i int) string {
	longest := ""
	for _, h := range hostsOfCloud {
		if strings.HasPrefix(text[i:], h) && len(h) > len(longest) && isolated(text, i, i+len(h)) {
			longest = h
		}
	}
	return longest
}

func isolated(text string, from, to int) bool {
	return (from == 0 || !isAlnum(text[from-1])) && (to >= len(text) || !isAlnum(text[to]))
}

func isAlnum(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 }

func excluded(text string, from, to int) bool {
	for _, h := range hostsOfAll {
		for i := max(0, from-len(h)); i < to; i++ {
			if strings.HasPrefix(text[i:], h) && i < to && from < i+len(h) && isolated(text, i, i+len(h)) {
				return true
			}
		}
	}
	return false
}
