package snapshot

import (
	"errors"
	"slices"
	"strings"
)

// env is what an expression can see.
type env struct {
	t      *taker
	f      *frame   // parameters, variables and functions, and the scope of the deployment
	home   *frame   // the resources that a name can refer to
	loops  *loop    // copy loops around the expression, innermost first
	locals *binding // variables of lambdas, innermost first
	args   *binding // arguments of a user function; nil outside of one
}

// binding is a named value in a chain of them.
type binding struct {
	name  string
	value Value
	next  *binding
}

func (b *binding) find(name string) (Value, bool) {
	for ; b != nil; b = b.next {
		if strings.EqualFold(b.name, name) {
			return b.value, true
		}
	}
	return nil, false
}

// builtin is a function of the template language.
type builtin struct {
	name     string
	min, max int // how many arguments; max < 0 for any number
	// run computes the result from the arguments. They are known, unless own is
	// set; their parts are known too when whole is set.
	run func(e *env, args []Value) (Value, error)
	// form is set instead of run when not all arguments are evaluated.
	form func(e *env, c *call) (Value, error)
	// own: the function deals with unknown arguments itself.
	own bool
	// whole: an unknown part of an argument makes the result unknown.
	whole bool
	// moves: the function hands its arguments on and makes no text from them,
	// so that a secret among them stays where it is.
	moves bool
	// counts: the result is a number that says of a text only how long it is, or
	// where something stands in it.
	counts bool
}

// eval is the value of an expression.
func (e *env) eval(x expr) (Value, error) {
	if err := e.t.enter(); err != nil {
		return nil, err
	}
	defer e.t.leave()
	switch x := x.(type) {
	case literal:
		return x.value, nil
	case *call:
		return e.call(x)
	case *access:
		return e.access(x)
	default:
		return nil, errors.New("internal error: not an expression")
	}
}

func (e *env) access(x *access) (Value, error) {
	base, err := e.eval(x.base)
	if err != nil {
		return nil, err
	}
	index, err := e.eval(x.index)
	if err != nil {
		return nil, err
	}
	return e.take(base, index)
}

// take is the property or element of base that index names.
func (e *env) take(base, index Value) (Value, error) {
	if err := e.t.spend(1 + reading(index)); err != nil {
		return nil, err
	}
	switch b := base.(type) {
	case *Unknown:
		return e.takeUnknown(b, index)
	case *Object:
		return takeMember(b, index)
	case *Array:
		return takeItem(b, index)
	case Null:
		return nil, failf(codeValue, "null has no %s", spelled(index))
	default:
		return nil, failf(codeValue, "a value of type %s has no %s", kindOf(base), spelled(index))
	}
}

func spelled(v Value) string {
	var b strings.Builder
	b.WriteString("property or element ")
	spellValue(&b, v)
	return b.String()
}

// takeUnknown steps into a value of which at most some parts are known.
func (e *env) takeUnknown(u *Unknown, index Value) (Value, error) {
	if name, ok := index.(String); ok && u.known != nil {
		if v, ok := u.known.Get(string(name)); ok {
			return v, nil
		}
	}
	if err := e.t.spend(len(u.Path)); err != nil {
		return nil, err
	}
	v := u.at(index)
	return v, e.t.made(v)
}

func takeMember(o *Object, index Value) (Value, error) {
	if isUnknown(index) {
		return unknownWhole(o).at(index), nil
	}
	name, ok := text(index)
	if !ok {
		return nil, failf(codeValue, "an object has no element of type %s, only named properties", kindOf(index))
	}
	if v, ok := o.Get(name); ok {
		return v, nil
	}
	if shown, ok := nameOf(index); ok {
		name = shown
	}
	return nil, failf(codeValue, "the object has no property %q%s", name, available(o))
}

// available lists the first names of o.
func available(o *Object) string {
	if o.Len() == 0 {
		return "; it is empty"
	}
	var names []string
	for name := range o.All() {
		if names = append(names, name); len(names) == 8 {
			break
		}
	}
	more := ""
	if o.Len() > len(names) {
		more = ", …"
	}
	return ", only " + strings.Join(names, ", ") + more
}

func takeItem(a *Array, index Value) (Value, error) {
	switch i := bare(index).(type) {
	case *Unknown:
		return unknownWhole(a).at(index), nil
	case Int:
		if i >= 0 && int64(i) < int64(a.Len()) {
			return a.items[i], nil
		}
		return nil, failf(codeValue, "the array has no element %d: it has %d", int64(i), a.Len())
	default:
		return nil, failf(codeValue, "an array has elements by number, not by %s", kindOf(index))
	}
}

// unknownWhole is a known list as something to step into at an unknown place.
func unknownWhole(v Value) *Unknown {
	switch v := v.(type) {
	case *Array:
		return newUnknown("createArray", v.items...)
	case *Object:
		args := make([]Value, 0, 2*v.Len())
		for name, m := range v.All() {
			args = append(args, String(name), m)
		}
		return newUnknown("createObject", args...)
	default:
		return newUnknown("createArray", v)
	}
}

// call is the result of a function.
func (e *env) call(c *call) (Value, error) {
	if err := e.t.spend(1); err != nil {
		return nil, err
	}
	fn := c.fn
	if fn == nil {
		return e.callOther(c)
	}
	if n := len(c.args); n < fn.min || fn.max >= 0 && n > fn.max {
		return nil, failf(codeFunction, "%s takes %s, found %d", fn.name, arity(fn.min, fn.max), n)
	}
	if fn.form != nil {
		return e.finish(fn, nil)(fn.form(e, c))
	}
	args, err := e.evalAll(c.args)
	if err != nil {
		return nil, err
	}
	if err := e.t.spend(reading(args...)); err != nil {
		return nil, err
	}
	if !fn.own && waits(fn, args) {
		u := newUnknown(c.name, args...)
		return u, e.t.made(u)
	}
	return e.finish(fn, args)(fn.run(e, args))
}

// reading is what it costs to look at every character of the texts among args.
func reading(args ...Value) int {
	n := 0
	for _, a := range args {
		s, _ := text(a)
		n += len(s) / readUnit
	}
	return n
}

// readUnit is how many bytes are read in one step.
const readUnit = 256

func (e *env) evalAll(list []expr) ([]Value, error) {
	args := make([]Value, len(list))
	for i, x := range list {
		v, err := e.eval(x)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	return args, nil
}

// waits reports whether an argument is unknown that the function needs.
func waits(fn *builtin, args []Value) bool {
	for _, a := range args {
		if isUnknown(a) || fn.whole && a.about().unknown {
			return true
		}
	}
	return false
}

// finish completes the result of a function: its error says where it comes
// from, text made from secrets is a secret, and its size counts.
func (e *env) finish(fn *builtin, args []Value) func(Value, error) (Value, error) {
	return func(v Value, err error) (Value, error) {
		if f, ok := err.(*failure); ok && f.code == codeValue && slices.ContainsFunc(args, isSecretText) {
			// What exactly is wrong could tell the secret.
			return nil, failf(codeValue, "%s(): a secret among the arguments is not what the function takes", fn.name)
		}
		if err != nil {
			return nil, inFunction(fn.name, err)
		}
		if !fn.moves && !fn.counts && sumOf(args).secret {
			if err := e.t.spend(v.about().size); err != nil {
				return nil, err
			}
			v = seal(v)
		}
		if s, ok := text(v); ok {
			return v, e.t.text(len(s))
		}
		return v, e.t.made(v)
	}
}

func isSecretText(v Value) bool {
	_, ok := v.(Secret)
	return ok
}

// inFunction names the function that failed, if the error does not.
func inFunction(name string, err error) error {
	if f, ok := err.(*failure); ok && f.code == codeValue && !strings.Contains(f.msg, "(): ") {
		return &failure{code: f.code, msg: name + "(): " + f.msg, hint: f.hint}
	}
	return err
}

// seal makes every text of v a secret.
func seal(v Value) Value {
	switch v := v.(type) {
	case String:
		return Secret{text: string(v)}
	case Int, Decimal:
		return Secret{text: textOf(v), number: true}
	case *Unknown:
		return v.secured()
	case *Array:
		items := make([]Value, len(v.items))
		for i, item := range v.items {
			items[i] = seal(item)
		}
		return newArray(items...)
	case *Object:
		members := make([]member, len(v.members))
		for i, m := range v.members {
			members[i] = member{m.name, seal(m.value)}
		}
		return newObject(members...)
	default:
		return v
	}
}

func arity(low, high int) string {
	switch {
	case low == high && low == 1:
		return "1 argument"
	case low == high:
		return itoa(low) + " arguments"
	case high < 0:
		return "at least " + itoa(low) + " arguments"
	default:
		return itoa(low) + " to " + itoa(high) + " arguments"
	}
}

// callOther calls what is no builtin: a function of the template, or one of
// the list functions, of which every resource type has its own.
func (e *env) callOther(c *call) (Value, error) {
	if strings.Contains(c.name, ".") {
		return e.callUser(c)
	}
	if len(c.name) > 4 && strings.EqualFold(c.name[:4], "list") || strings.EqualFold(c.name, "list") {
		return e.callList(c)
	}
	return nil, &failure{code: codeFunction, msg: "there is no function " + quoted(c.name), hint: e.t.suggest(c.name)}
}
