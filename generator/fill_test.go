package generator

import (
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/plan"
)

// filler sets every field of a plan, so that every line of every template is
// rendered. Strings become identifiers, since some are symbols.
type filler struct {
	flags bool
	count int
}

func (f *filler) fill(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *netip.Prefix:
		*x = netip.MustParsePrefix("10.0.0.0/24")
		return
	case *netip.Addr:
		*x = netip.MustParseAddr("10.0.0.4")
		return
	case *plan.Value:
		*x = plan.Text("text")
		return
	case *plan.Name:
		*x = plan.Name{Text: f.symbol()}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.symbol())
	case reflect.Bool:
		v.SetBool(f.flags)
	case reflect.Int, reflect.Uint8:
		v.Set(reflect.ValueOf(1).Convert(v.Type()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Pointer:
		if v.Type().Elem().PkgPath() == reflect.TypeFor[plan.Plan]().PkgPath() {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	}
}

func (f *filler) symbol() string {
	f.count++
	return "s" + strconv.Itoa(f.count)
}

// filledPlan is a plan with every field set and all flags alike. It makes no
// sense as an environment; it is for the templates alone.
func filledPlan(flags bool) *plan.Plan {
	p := &plan.Plan{}
	f := &filler{flags: flags}
	f.fill(reflect.ValueOf(p).Elem())
	p.Scope.Subscription = flags
	fixTypes(p.Existing)
	for i := range p.Modules {
		fixTypes(p.Modules[i].Existing)
	}
	return p
}

func fixTypes(existing []plan.Existing) {
	for i := range existing {
		existing[i].Type = "Microsoft.Network/virtualNetworks"
	}
}

// renderFilled renders a filled plan without asking it whether it makes sense.
func renderFilled(t testing.TB, flags bool) []File {
	t.Helper()
	set, _, err := loadTemplates(nil)
	if err != nil {
		t.Fatal(err)
	}
	files, diags, err := set.render(filledPlan(flags))
	if err != nil || len(diags) > 0 {
		t.Fatalf("flags %v: %v %v", flags, err, diags)
	}
	return files
}

func TestFilledPlanRenders(t *testing.T) {
	for _, flags := range []bool{false, true} {
		for _, file := range renderFilled(t, flags) {
			again, diags := syntax.Format(file.Path, file.Data)
			if diags.HasErrors() || string(again) != string(file.Data) {
				t.Errorf("%s is not as the formatter leaves it: %v", file.Path, diags)
			}
			for _, line := range strings.Split(string(file.Data), "\n") {
				if strings.Contains(line, "//") && len(line) > 100 {
					t.Errorf("%s: a comment of %d columns: %s", file.Path, len(line), line)
				}
			}
		}
	}
}
