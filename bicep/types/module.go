package types

type (
	// Module is the type of a module declaration.
	Module struct {
		// Scope is the module file's targetScope.
		Scope Scope
		Body  *Object
	}
	// Namespace is the type of `sys`, `az` and of an extension's name.
	Namespace struct {
		Name string
		// Properties are the values of the namespace; functions and decorators
		// are the checker's.
		Properties []Property
	}
	// Meta is the type of a name that stands for a type rather than a value.
	Meta struct{ Of Type }
)

// ModuleSpec describes a module for NewModule.
type ModuleSpec struct {
	// Scope is the module's targetScope, From that of the file that uses it.
	Scope, From Scope
	// Params and Outputs are those the module declares.
	Params, Outputs []Property
	// Extensions is set when the module has extensions, to be configured by
	// who uses it.
	Extensions bool
}

// NewModule returns the type of a module: an object with name, scope, params,
// outputs, identity, dependsOn and, for one with extensions, extensionConfigs.
func NewModule(s ModuleSpec) *Module {
	params := Property{Name: "params", Flags: WriteOnly}
	for _, p := range s.Params {
		params.Flags |= p.Flags & Required
	}
	params.Type = NewObject("params", 0, NewShape(s.Params, nil))
	scope := Property{Name: "scope", Type: ScopeRef{Scope: s.Scope},
		Flags: WriteOnly | DeployTimeConstant | ReadableAtDeployTime | DisallowAny | LoopVariant}
	if s.Scope != s.From {
		scope.Flags |= Required
	}
	props := []Property{
		// What ARM asks of a deployment's name.
		{Name: "name", Type: String{Length: Between(1, 64), Pattern: `^[-\w._()]+$`},
			Flags: DeployTimeConstant | ReadableAtDeployTime | LoopVariant},
		scope,
		params,
		{Name: "outputs", Type: NewObject("outputs", 0, NewShape(s.Outputs, nil)), Flags: ReadOnly},
		{Name: "dependsOn", Type: DependsOn(), Flags: WriteOnly | DisallowAny},
		{Name: "identity", Type: moduleIdentity(), Flags: DeployTimeConstant},
	}
	if s.Extensions {
		props = append(props, Property{Name: "extensionConfigs", Type: Any{}, Flags: WriteOnly})
	}
	return &Module{Scope: s.Scope, Body: NewObject("module", 0, NewShape(props, nil))}
}

func moduleIdentity() *Object {
	return NewObject("identity", 0, NewShape([]Property{
		{Name: "type", Type: NewUnion(StringLit{Value: "None"}, StringLit{Value: "UserAssigned"}), Flags: Required},
		{Name: "userAssignedIdentities", Type: AnyObject(0)},
	}, nil))
}

// String prints `module`.
func (*Module) String() string { return "module" }

// String prints the namespace's name.
func (n *Namespace) String() string { return n.Name }

// String prints `Type<T>`.
func (t *Meta) String() string { return "Type<" + t.Of.String() + ">" }

func (*Module) isType()    {}
func (*Namespace) isType() {}
func (*Meta) isType()      {}
