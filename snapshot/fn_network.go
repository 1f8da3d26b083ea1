package snapshot

import (
	"math/big"
	"net/netip"
)

func networkFunctions() []builtin {
	return []builtin{
		{name: "parseCidr", min: 1, max: 1, run: parseCIDR},
		{name: "cidrSubnet", min: 3, max: 3, run: cidrSubnet},
		{name: "cidrHost", min: 2, max: 2, run: cidrHost},
	}
}

func argPrefix(args []Value, i int) (netip.Prefix, error) {
	s, err := argText(args, i)
	if err != nil {
		return netip.Prefix{}, err
	}
	p, err := netip.ParsePrefix(s)
	if err != nil || p.Addr().Zone() != "" {
		return p, failf(codeValue, "argument %d is no network such as 10.0.0.0/16", i+1)
	}
	return p.Masked(), nil
}

// number is an address as a number.
func addrNumber(a netip.Addr) *big.Int { return new(big.Int).SetBytes(a.AsSlice()) }

// addrOf is the address with that number, of the family of like; invalid when
// there is none.
func addrOf(n *big.Int, like netip.Addr) netip.Addr {
	if n.Sign() < 0 || n.BitLen() > like.BitLen() {
		return netip.Addr{}
	}
	a, _ := netip.AddrFromSlice(n.FillBytes(make([]byte, like.BitLen()/8)))
	return a
}

// hosts is how many addresses p has.
func hosts(p netip.Prefix) *big.Int {
	return new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
}

// plus is the address n after the first of p.
func plus(p netip.Prefix, n *big.Int) netip.Addr {
	return addrOf(new(big.Int).Add(addrNumber(p.Addr()), n), p.Addr())
}

func lastOf(p netip.Prefix) netip.Addr {
	return plus(p, new(big.Int).Sub(hosts(p), big.NewInt(1)))
}

// reserved reports whether the first and the last address of p name the
// network and its broadcast.
func reserved(p netip.Prefix) bool { return p.Addr().Is4() && p.Bits() < 31 }

func parseCIDR(_ *env, args []Value) (Value, error) {
	p, err := argPrefix(args, 0)
	if err != nil {
		return nil, err
	}
	ones := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen())), hosts(p))
	usable, last := p.Addr(), lastOf(p)
	var b builder
	b.set("network", String(p.Addr().String()))
	b.set("netmask", String(addrOf(ones, p.Addr()).String()))
	if p.Addr().Is4() {
		b.set("broadcast", String(last.String()))
	}
	if reserved(p) {
		usable, last = usable.Next(), last.Prev()
	}
	b.set("firstUsable", String(usable.String()))
	b.set("lastUsable", String(last.String()))
	b.set("cidr", Int(p.Bits()))
	return b.object(), nil
}

func cidrSubnet(_ *env, args []Value) (Value, error) {
	p, err := argPrefix(args, 0)
	if err != nil {
		return nil, err
	}
	bits, err := argInt(args, 1)
	if err != nil {
		return nil, err
	}
	index, err := argInt(args, 2)
	if err != nil {
		return nil, err
	}
	if bits < int64(p.Bits()) || bits > int64(p.Addr().BitLen()) {
		return nil, failf(codeValue, "a network of /%d has no parts of /%d", p.Bits(), bits)
	}
	sub := netip.PrefixFrom(p.Addr(), int(bits))
	at := plus(p, new(big.Int).Mul(big.NewInt(index), hosts(sub)))
	if index < 0 || !at.IsValid() || !p.Contains(at) {
		return nil, failf(codeValue, "%s has no part %d of /%d", p, index, bits)
	}
	return String(netip.PrefixFrom(at, int(bits)).String()), nil
}

// cidrHost counts from the first usable address, which is never the one that
// names the network.
func cidrHost(_ *env, args []Value) (Value, error) {
	p, err := argPrefix(args, 0)
	if err != nil {
		return nil, err
	}
	index, err := argInt(args, 1)
	if err != nil {
		return nil, err
	}
	at := plus(p, new(big.Int).Add(big.NewInt(index), big.NewInt(1)))
	if index < 0 || !at.IsValid() || !p.Contains(at) || reserved(p) && at == lastOf(p) {
		return nil, failf(codeValue, "%s has no usable address %d", p, index)
	}
	return String(at.String()), nil
}
