package check

import (
	"sort"

	"github.com/amlsec/amlsec/bicep/types"
)

// builtinFunctions are the overloads of a function of the language. Those of
// list* share one, for each provider has such functions of its own.
func builtinFunctions(name string) []*function {
	if found := overloads(sysFunctions, name); len(found) > 0 {
		return found
	}
	if found := overloads(azFunctions, name); len(found) > 0 {
		return found
	}
	if isList(name) {
		f := listFunction
		f.name = name
		return []*function{&f}
	}
	return nil
}

// overloads are the rows of that name of a table sorted by name.
func overloads(table []function, name string) []*function {
	i := sort.Search(len(table), func(i int) bool { return table[i].name >= name })
	var found []*function
	for ; i < len(table) && table[i].name == name; i++ {
		found = append(found, &table[i])
	}
	return found
}

// namespaceOf is the namespace of a function of the language.
func namespaceOf(name string) string {
	if len(overloads(sysFunctions, name)) > 0 {
		return "sys"
	}
	return "az"
}

// functionsOf are the names of the functions of a namespace.
func functionsOf(namespace string) []string {
	table := azFunctions
	if namespace == "sys" {
		table = sysFunctions
	}
	var list []string
	for i, f := range table {
		if i == 0 || f.name != table[i-1].name {
			list = append(list, f.name)
		}
	}
	return list
}

// resourceFunctions are the overloads of a function of a resource: those that
// the provider describes, or else what any list* may be.
func resourceFunctions(r *types.ResourceType, name string) []*function {
	var found []*function
	for _, f := range r.Overloads(name) {
		found = append(found, describedFunctions(r, f)...)
	}
	if isList(name) {
		found = append(found, &function{
			name: name, returns: types.Any{}, flags: runtime,
			params: []param{opt("apiVersion", types.String{}), opt("functionValues", anyObject)},
		})
	}
	if name == "getSecret" && r.Ref.Is("Microsoft.KeyVault/vaults") {
		found = append(found, &function{
			name: name, returns: types.String{Flags: types.Secure}, flags: secureOnly,
			params: []param{req("secretName", types.String{}), opt("secretVersion", types.String{})},
		})
	}
	return found
}

// describedFunctions are the two ways to call a function that a provider
// describes: without arguments unless it wants some, or with them.
func describedFunctions(r *types.ResourceType, f types.Function) []*function {
	full := &function{name: f.Name, returns: f.Output, flags: runtime}
	version := req("apiVersion", types.StringLit{Value: r.Ref.Version})
	if f.Input != nil {
		full.params = []param{version, req("params", f.Input)}
		return []*function{full}
	}
	version.optional = true
	full.params = []param{version}
	return []*function{full}
}

func req(name string, t types.Type) param { return param{name: name, typ: t} }
func opt(name string, t types.Type) param { return param{name: name, typ: t, optional: true} }

// String and length types that several functions return.
var (
	text        = types.String{}
	number      = types.Int{}
	boolean     = types.Bool{}
	hashText    = types.String{Length: types.Exactly(13)}
	guidText    = types.String{Length: types.Exactly(36)}
	textOrInt   = types.NewUnion(types.String{}, types.Int{})
	scalars     = types.NewUnion(types.String{}, types.Int{}, types.Bool{})
	encodings   = literals("iso-8859-1", "us-ascii", "utf-16", "utf-16BE", "utf-8")
	parsedCidr  = returned("parseCidr", strings5("network", "netmask", "broadcast", "firstUsable", "lastUsable"), prop("cidr", types.Int{Range: types.Between(0, 255)}))
	parsedURI   = uriParts()
	predicate   = &types.Lambda{Params: []types.Type{types.Any{}}, Optional: []types.Type{types.Int{}}, Returns: types.Bool{}}
	mapper      = &types.Lambda{Params: []types.Type{types.Any{}}, Optional: []types.Type{types.Int{}}, Returns: types.Any{}}
	keyMapper   = oneParam(types.Any{}, types.String{})
	valueMapper = oneParam(types.Any{}, types.Any{})
	sorter      = &types.Lambda{Params: []types.Type{types.Any{}, types.Any{}}, Returns: types.Bool{}}
	reducer     = &types.Lambda{Params: []types.Type{types.Any{}, types.Any{}}, Optional: []types.Type{types.Int{}}, Returns: types.Any{}}
)

func literals(values ...string) types.Type {
	list := make([]types.Type, len(values))
	for i, v := range values {
		list[i] = types.StringLit{Value: v}
	}
	return types.NewUnion(list...)
}

func prop(name string, t types.Type) types.Property { return types.Property{Name: name, Type: t} }

func strings5(names ...string) []types.Property {
	list := make([]types.Property, len(names))
	for i, n := range names {
		list[i] = prop(n, types.String{})
	}
	return list
}

// returned is an object type of properties that may be missing.
func returned(name string, props []types.Property, more ...types.Property) *types.Object {
	return types.NewObject(name, 0, types.NewShape(append(props, more...), nil))
}

func uriParts() *types.Object {
	o := []types.Property{
		{Name: "scheme", Type: types.String{}, Flags: types.Required},
		{Name: "host", Type: types.String{}, Flags: types.Required},
	}
	return returned("parseUri", o, prop("port", types.Int{}), prop("path", types.String{}), prop("query", types.String{}))
}

func oneParam(in, out types.Type) *types.Lambda {
	return &types.Lambda{Params: []types.Type{in}, Returns: out}
}

// dictionary is an object with values of one type.
func dictionary(value types.Type) types.Type {
	additional := &types.Property{Type: value}
	return types.NewObject("object", 0, types.NewShape(nil, additional))
}
