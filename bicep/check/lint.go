package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
)

// Rule is a rule of the linter. Its name is the code of what it finds, and
// the one that Bicep's own linter uses.
type Rule struct {
	// Name is the name, such as no-unused-params.
	Name string
	// Severity is that of what it finds; the zero severity is for rules that
	// are off unless CheckOptions turn them on.
	Severity diag.Severity
	// Title says what the rule wants.
	Title string

	find func(l *linter)
}

// Rules are the rules of the linter, sorted by name.
func Rules() []Rule { return slices.Clone(lintRules) }

// off marks rules that are off by default.
const off diag.Severity = 0

var lintRules = []Rule{
	{"adminusername-should-not-be-literal", diag.Warning, "the name of an administrator comes from a parameter", lintAdminUsername},
	{"artifacts-parameters", diag.Warning, "the parameters _artifactsLocation and _artifactsLocationSasToken go together", lintArtifacts},
	{"explicit-values-for-loc-params", off, "modules are given their locations", lintLocationParams},
	{"max-asserts", diag.Error, "a file has at most 32 asserts", func(l *linter) { l.most(32, "asserts", len(l.m.Asserts)) }},
	{"max-outputs", diag.Error, "a file has at most 64 outputs", func(l *linter) { l.most(64, "outputs", len(l.m.Outputs)) }},
	{"max-params", diag.Error, "a file has at most 256 parameters", func(l *linter) { l.most(256, "parameters", len(l.m.Params)) }},
	{"max-resources", diag.Error, "a file has at most 800 resources", func(l *linter) { l.most(800, "resources", len(l.m.Resources)+len(l.m.Modules)) }},
	{"max-variables", diag.Error, "a file has at most 512 variables", func(l *linter) { l.most(512, "variables", len(l.m.Vars)) }},
	{"nested-deployment-template-scoping", diag.Error, "a nested template refers to nothing of the file around it", lintNestedScoping},
	{"no-conflicting-metadata", diag.Warning, "a description is given once", lintConflictingMetadata},
	{"no-deployments-resources", diag.Warning, "a nested deployment is a module", lintDeployments},
	{"no-explicit-any", diag.Warning, "types say more than any", lintExplicitAny},
	{"no-hardcoded-env-urls", diag.Warning, "hosts of a cloud come from environment()", lintEnvURLs},
	{"no-hardcoded-location", off, "locations come from a parameter", lintHardcodedLocation},
	{"no-hardcoded-outputs", off, "outputs hold what the deployment makes", lintHardcodedOutputs},
	{"no-loc-expr-outside-params", off, "only defaults of parameters ask where the deployment is", lintLocationExpr},
	{"no-module-name", off, "modules have no name of their own", lintModuleName},
	{"no-unnecessary-dependson", diag.Warning, "dependsOn names only what nothing else tells", lintDependsOn},
	{"no-unused-existing-resources", diag.Warning, "existing resources are used", lintUnusedExisting},
	{"no-unused-imports", diag.Warning, "imports are used", lintUnusedImports},
	{"no-unused-params", diag.Warning, "parameters are used", lintUnusedParams},
	{"no-unused-types", diag.Warning, "types are used", lintUnusedTypes},
	{"no-unused-vars", diag.Warning, "variables are used", lintUnusedVars},
	{"outputs-should-not-contain-secrets", diag.Warning, "outputs hold no secrets", lintSecretOutputs},
	{"prefer-interpolation", diag.Warning, "strings are joined by interpolation", lintInterpolation},
	{"prefer-unquoted-property-names", diag.Warning, "names of properties have no quotes that they do not need", lintQuotedNames},
	{"protect-commandtoexecute-secrets", diag.Warning, "secrets of a script are in its protected settings", lintCommandSecrets},
	{"secure-parameter-default", diag.Warning, "a secure parameter has no default that anyone can read", lintSecureDefault},
	{"secure-params-in-nested-deploy", diag.Warning, "a nested template that anyone can read holds no secrets", lintNestedSecrets},
	{"secure-params-in-parameters-file", diag.Warning, "a secret is given to secure parameters only", lintAssignedSecrets},
	{"secure-secrets-in-params", diag.Warning, "a parameter that holds a secret is secure", lintSecretParams},
	{"simplify-interpolation", diag.Warning, "a string is not interpolated into nothing", lintNeedlessInterpolation},
	{"simplify-json-null", diag.Warning, "null is written null", lintJSONNull},
	{"use-description-outputs", off, "outputs have a description", lintOutputDescriptions},
	{"use-description-params", off, "parameters have a description", lintParamDescriptions},
	{"use-description-type-properties", off, "properties of types have a description", lintTypePropertyDescriptions},
	{"use-description-types", off, "types have a description", lintTypeDescriptions},
	{"use-description-vars", off, "variables have a description", lintVarDescriptions},
	{"use-parent-property", diag.Warning, "a child names its parent", lintParentProperty},
	{"use-recent-az-powershell-version", diag.Warning, "scripts run in a supported version of Azure PowerShell", lintPowerShell},
	{"use-resource-symbol-reference", diag.Warning, "resources are referred to by their symbols", lintSymbolReference},
	{"use-safe-access", diag.Warning, "what may be missing is accessed with '.?'", lintSafeAccess},
	{"use-secure-value-for-secure-inputs", diag.Warning, "a secure property gets a secure value", lintSecureInputs},
	{"use-stable-resource-identifiers", diag.Warning, "names of resources stay the same", lintStableNames},
	{"use-stable-vm-image", diag.Warning, "virtual machines run released images", lintStableImage},
	{"use-user-defined-types", off, "types say more than object and array", lintLooseTypes},
}

// linter holds what the rules look at.
type linter struct {
	c    *checker
	m    *Model
	rule *Rule
	sev  diag.Severity

	*nodes
	used map[Symbol]bool
}

// lint runs the rules that are on.
func (c *checker) lint(levels map[string]diag.Severity) {
	l := &linter{c: c, m: c.m, nodes: &c.nodes}
	for i := range lintRules {
		l.rule, l.sev = &lintRules[i], lintRules[i].Severity
		if sev, ok := levels[l.rule.Name]; ok {
			l.sev = sev
		}
		if l.sev != off {
			l.rule.find(l)
		}
	}
}

// found reports what the current rule found.
func (l *linter) found(at syntax.Node, format string, args ...any) {
	l.c.report(l.sev, at, l.rule.Name, format, args...)
}

// most reports too many of something.
func (l *linter) most(limit int, what string, n int) {
	if n > limit {
		l.found(syntax.Range{}, "found %d %s, wanted at most %d", n, what, limit)
	}
}

// isUsed reports whether anything refers to a symbol.
func (l *linter) isUsed(s Symbol) bool {
	if l.used == nil {
		l.used = make(map[Symbol]bool, len(l.m.Uses))
		for _, u := range l.m.Uses {
			l.used[u] = true
			if f, ok := u.(*Foreign); ok {
				l.used[f.Import] = true
			}
		}
	}
	return l.used[s] || s.Name() == ""
}

// isCall reports whether a call is that of a function of the language.
func (l *linter) isCall(e *syntax.CallExpr, name string) bool {
	_, ok := l.m.Uses[e.Name].(*Builtin)
	return ok && e.Name.Name == name
}

// isListCall reports whether a call is that of a function list* on its own.
func (l *linter) isListCall(e *syntax.CallExpr) bool {
	_, ok := l.m.Uses[e.Name].(*Builtin)
	return ok && isList(e.Name.Name) && len(overloads(sysFunctions, e.Name.Name)) == 0
}

// path follows names of properties into an object as written.
func (l *linter) path(o *syntax.ObjectExpr, names ...string) *syntax.Property {
	for i, name := range names {
		if o == nil {
			return nil
		}
		p := o.Property(name)
		if p == nil || i == len(names)-1 {
			return p
		}
		o, _ = p.Value.(*syntax.ObjectExpr)
	}
	return nil
}

// same reports whether two expressions are written alike, blanks apart.
func (l *linter) same(a, b syntax.Node) bool {
	x, y := l.tokens(a), l.tokens(b)
	return slices.EqualFunc(x, y, func(s, t syntax.Token) bool {
		return s.Kind == t.Kind && l.m.File.Text(syntax.Range{From: s.Start, To: s.End}) == l.m.File.Text(syntax.Range{From: t.Start, To: t.End})
	})
}

// tokens are the tokens of a node but for new lines.
func (l *linter) tokens(n syntax.Node) []syntax.Token {
	all := l.m.File.Tokens()
	i, _ := slices.BinarySearchFunc(all, n.Pos(), func(t syntax.Token, p syntax.Pos) int { return int(t.Start - p) })
	var list []syntax.Token
	for ; i < len(all) && all[i].End <= n.End() && all[i].Kind != syntax.EOF; i++ {
		if all[i].Kind != syntax.NewLine {
			list = append(list, all[i])
		}
	}
	return list
}
