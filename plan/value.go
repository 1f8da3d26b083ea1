package plan

// Name is the name of a resource. Exactly one form is set: Param, a parameter
// that holds it; or Text, a fixed name, which one of the others may complete.
type Name struct {
	// Param is the symbol of the parameter.
	Param string
	// Text is the fixed name.
	Text string
	// StorageSuffix appends the cloud's storage host suffix
	// (environment().suffixes.storage) to Text, for DNS zones.
	StorageSuffix string
	// Hash appends uniqueString of an id to Text, for a name that is taken among
	// strangers; the zero Ref for none.
	Hash Ref
	// Example is what the name looks like in Azure, for people to read.
	Example string
}

// Value is a literal or a reference in a parameter's default, an argument, an
// output or a property. It is a closed sum: Text, Number, Flag, List, Map,
// Unique, Suffix, Prefixed, Ref and OwnGroup.
type Value interface{ value() }

type (
	// Text is a string. Its content comes from users: only str may print it.
	Text string
	// Number is an integer.
	Number int
	// Flag is true or false.
	Flag bool
	// List holds values in order.
	List []Value
	// Map holds named values in order.
	Map []Entry
	// Unique is Prefix followed by the first Length characters of the parameter nameSuffix.
	Unique struct {
		Prefix string
		Length int
	}
	// Suffix is the default of nameSuffix: uniqueString of the resource group.
	Suffix struct{}
	// Prefixed is Prefix followed by the parameter Symbol.
	Prefixed struct{ Prefix, Symbol string }
	// Ref is a property of another item: Symbol alone, or Symbol.Path.
	Ref struct {
		Symbol string
		Path   string
	}
	// OwnGroup is a property of the deployment's resource group: its "name" or
	// "id"; or "subscription", the GUID of its subscription.
	OwnGroup string
)

// Entry is one named value of a Map.
type Entry struct {
	Name  string
	Value Value
}

func (Text) value()     {}
func (Number) value()   {}
func (Flag) value()     {}
func (List) value()     {}
func (Map) value()      {}
func (Unique) value()   {}
func (Suffix) value()   {}
func (Prefixed) value() {}
func (Ref) value()      {}
func (OwnGroup) value() {}

// Param is a parameter of the generated Bicep.
type Param struct {
	Origin
	// Name is the parameter's symbol.
	Name string
	// Type is its Bicep type: "string", "int", "bool", "object" or "string[]".
	Type string
	// Description is shown by azd and by editors.
	Description string
	// Default deploys the intent as it is; in a module, it is what main.bicep
	// passes. Only a secure parameter has none.
	Default Value
	// Variable is the environment variable of azd that the parameter follows in
	// a parameter file for azd; empty for none.
	Variable string
	// Secure keeps the value out of logs and histories.
	Secure bool
	// Allowed are the values allowed; empty for any.
	Allowed []string
	// MinLength and MaxLength bound the length; zero for none.
	MinLength, MaxLength int
}

// Output is an output of the generated Bicep. None is a secret.
type Output struct {
	Origin
	// Name is the output's name, "AZURE_" and more.
	Name string
	// Type is its Bicep type.
	Type string
	// Description says what it is.
	Description string
	// Value is what it holds.
	Value Value
}
