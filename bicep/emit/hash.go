package emit

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
)

// TemplateHash is the hash that ARM gives a template, as its metadata carry
// it. A hash that is there already must not be among the metadata.
//
// ARM reads a template into classes of its own and hashes what these write:
// the members in an order of theirs, without white space, in upper case.
func TemplateHash(root *check.Object) string {
	text := minify(nil, canonical(root))
	return strconv.FormatUint(murmur(strings.ToUpper(string(text))), 10)
}

// The orders in which ARM writes members, found by trying them on public
// templates whose hash is known. What is not listed keeps its order after what
// is.
var (
	templateOrder = []string{"$schema", "languageVersion", "contentVersion", "apiProfile", "imports", "definitions",
		"parameters", "variables", "functions", "resources", "outputs", "asserts", "metadata"}
	typeOrder = []string{"type", "$ref", "metadata", "allowedValues", "nullable", "minLength", "minValue", "maxValue",
		"maxLength", "prefixItems", "discriminator", "items", "properties", "additionalProperties"}
	parameterOrder = []string{"$ref", "defaultValue", "allowedValues", "minLength", "minValue", "maxValue", "maxLength",
		"properties", "additionalProperties", "items", "prefixItems", "discriminator", "nullable", "type", "metadata"}
	outputOrder = []string{"copy", "$ref", "allowedValues", "minLength", "minValue", "maxValue", "maxLength", "properties",
		"additionalProperties", "nullable", "items", "prefixItems", "discriminator", "type", "value", "metadata"}
	resourceOrder = []string{"import", "type", "apiVersion", "name", "existing", "location", "extendedLocation", "dependsOn",
		"tags", "sku", "zones", "kind", "identity", "plan", "properties", "metadata", "subscriptionId", "resourceGroup", "scope", "copy",
		"condition"}
	spaceOrder    = []string{"namespace", "members"}
	functionOrder = []string{"parameters", "output", "metadata"}
	argumentOrder = []string{"name", "type"}
	resultOrder   = []string{"type", "value"}
)

// canonical is a template in the order of ARM.
func canonical(root *check.Object) *check.Object {
	o := ordered(root, templateOrder)
	for i, m := range o.Members {
		o.Members[i].Value = canonicalPart(m.Name, m.Value)
	}
	return o
}

// canonicalPart is one member of a template in the order of ARM.
func canonicalPart(name string, v check.Value) check.Value {
	switch name {
	case "definitions":
		return each(v, canonicalType)
	case "parameters":
		return each(v, func(o *check.Object) *check.Object { return ordered(canonicalType(o), parameterOrder) })
	case "outputs":
		return each(v, func(o *check.Object) *check.Object { return ordered(canonicalType(o), outputOrder) })
	case "functions":
		return each(v, canonicalSpace)
	case "resources":
		if x, ok := v.(*check.Object); ok && len(x.Members) == 0 {
			return check.Array{}
		}
		return each(v, func(o *check.Object) *check.Object { return ordered(o, resourceOrder) })
	default:
		return v
	}
}

// canonicalType is a type, and the types it is made of.
func canonicalType(t *check.Object) *check.Object {
	o := ordered(t, typeOrder)
	for i, m := range o.Members {
		switch m.Name {
		case "items", "additionalProperties":
			if x, ok := m.Value.(*check.Object); ok {
				o.Members[i].Value = canonicalType(x)
			}
		case "properties", "prefixItems":
			o.Members[i].Value = each(m.Value, canonicalType)
		case "discriminator":
			o.Members[i].Value = with(m.Value, "mapping", func(v check.Value) check.Value { return each(v, canonicalType) })
		}
	}
	return o
}

// canonicalSpace is a namespace of functions.
func canonicalSpace(o *check.Object) *check.Object {
	c, _ := with(o, "members", func(v check.Value) check.Value { return each(v, canonicalFunction) }).(*check.Object)
	return ordered(c, spaceOrder)
}

func canonicalFunction(f *check.Object) *check.Object {
	params := with(f, "parameters", func(v check.Value) check.Value {
		return each(v, func(p *check.Object) *check.Object { return ordered(canonicalType(p), argumentOrder) })
	})
	all, _ := with(params, "output", func(v check.Value) check.Value {
		if o, ok := v.(*check.Object); ok {
			return ordered(canonicalType(o), resultOrder)
		}
		return v
	}).(*check.Object)
	return ordered(all, functionOrder)
}

// with is an object with one of its members changed.
func with(v check.Value, name string, change func(check.Value) check.Value) check.Value {
	o, ok := v.(*check.Object)
	if !ok {
		return v
	}
	c := &check.Object{Members: slices.Clone(o.Members)}
	for i, m := range c.Members {
		if m.Name == name {
			c.Members[i].Value = change(m.Value)
		}
	}
	return c
}

// each is a list or a set of objects, each of which is changed.
func each(v check.Value, change func(*check.Object) *check.Object) check.Value {
	switch v := v.(type) {
	case *check.Object:
		c := &check.Object{Members: slices.Clone(v.Members)}
		for i, m := range c.Members {
			if o, ok := m.Value.(*check.Object); ok {
				c.Members[i].Value = change(o)
			}
		}
		return c
	case check.Array:
		c := slices.Clone(v)
		for i, x := range c {
			if o, ok := x.(*check.Object); ok {
				c[i] = change(o)
			}
		}
		return c
	default:
		return v
	}
}

// ordered is an object with its members in an order.
func ordered(o *check.Object, order []string) *check.Object {
	c := &check.Object{Members: slices.Clone(o.Members)}
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(c.Members, func(a, b check.Member) int { return rank(a.Name) - rank(b.Name) })
	return c
}

// murmur is the 64-bit hash of two lanes of 32 bits that ARM uses, also for
// uniqueString.
func murmur(s string) uint64 {
	const c1, c2 = 0x239b961b, 0xab0e9789
	data := []byte(s)
	size := uint32(len(data))
	var h1, h2 uint32
	for ; len(data) >= 8; data = data[8:] {
		k1, k2 := binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])
		h1 ^= bits.RotateLeft32(k1*c1, 15) * c2
		h1 = (bits.RotateLeft32(h1, 19)+h2)*5 + 0x561ccd1b
		h2 ^= bits.RotateLeft32(k2*c2, 17) * c1
		h2 = (bits.RotateLeft32(h2, 13)+h1)*5 + 0x0bcaa747
	}
	var tail [8]byte
	copy(tail[:], data)
	h1 ^= bits.RotateLeft32(binary.LittleEndian.Uint32(tail[:])*c1, 15) * c2
	h2 ^= bits.RotateLeft32(binary.LittleEndian.Uint32(tail[4:])*c2, 17) * c1
	h1, h2 = h1^size, h2^size
	h1 += h2
	h2 += h1
	h1, h2 = finish(h1), finish(h2)
	h1 += h2
	h2 += h1
	return uint64(h2)<<32 | uint64(h1)
}

// finish mixes the bits of a lane.
func finish(h uint32) uint32 {
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
