package plan

import (
	"math/rand/v2"
	"net/netip"
	"testing"
)

func pfx(s string) netip.Prefix { return netip.MustParsePrefix(s) }

func TestBitsFor(t *testing.T) {
	for _, tt := range []struct{ hosts, want int }{
		{0, 29}, {1, 29}, {3, 29}, {4, 28}, {11, 28}, {12, 27}, {27, 27}, {28, 26},
		{59, 26}, {60, 25}, {251, 24}, {252, 23}, {1019, 22}, {1020, 21}, {65531, 16},
	} {
		if got := bitsFor(tt.hosts); got != tt.want {
			t.Errorf("bitsFor(%d) = /%d, want /%d", tt.hosts, got, tt.want)
		}
	}
}

func TestUsable(t *testing.T) {
	for _, tt := range []struct {
		prefix string
		want   int
	}{{"10.0.0.0/24", 251}, {"10.0.0.0/29", 3}, {"10.0.0.0/30", 0}, {"10.0.0.0/32", 0}} {
		if got := usable(pfx(tt.prefix)); got != tt.want {
			t.Errorf("usable(%s) = %d, want %d", tt.prefix, got, tt.want)
		}
	}
}

func TestIsHost(t *testing.T) {
	for _, tt := range []struct {
		addr string
		want bool
	}{
		{"10.0.0.63", false}, {"10.0.0.64", false}, {"10.0.0.67", false}, {"10.0.0.68", true},
		{"10.0.0.126", true}, {"10.0.0.127", false}, {"10.0.0.128", false},
	} {
		if got := isHost(pfx("10.0.0.64/26"), netip.MustParseAddr(tt.addr)); got != tt.want {
			t.Errorf("isHost(10.0.0.64/26, %s) = %t, want %t", tt.addr, got, tt.want)
		}
	}
}

func TestFirstFree(t *testing.T) {
	for _, tt := range []struct {
		name          string
		spaces, taken []netip.Prefix
		bits          int
		want          string
	}{
		{"empty space", []netip.Prefix{pfx("10.0.0.0/16")}, nil, 24, "10.0.0.0/24"},
		{"behind one", []netip.Prefix{pfx("10.0.0.0/16")}, []netip.Prefix{pfx("10.0.0.0/26")}, 26, "10.0.0.64/26"},
		{"aligned", []netip.Prefix{pfx("10.0.0.0/16")}, []netip.Prefix{pfx("10.0.0.0/26")}, 22, "10.0.4.0/22"},
		{"in a gap", []netip.Prefix{pfx("10.0.0.0/16")}, []netip.Prefix{pfx("10.0.0.0/24"), pfx("10.0.2.0/24")}, 24, "10.0.1.0/24"},
		{"in the second space", []netip.Prefix{pfx("10.0.0.0/24"), pfx("10.9.0.0/24")}, []netip.Prefix{pfx("10.0.0.0/8")}, 26, ""},
		{"second, first full", []netip.Prefix{pfx("10.0.0.0/24"), pfx("10.9.0.0/24")}, []netip.Prefix{pfx("10.0.0.0/24")}, 26, "10.9.0.0/26"},
		{"too large", []netip.Prefix{pfx("10.0.0.0/24")}, nil, 23, ""},
		{"whole", []netip.Prefix{pfx("10.0.0.0/24")}, nil, 24, "10.0.0.0/24"},
		{"end of the address space", []netip.Prefix{pfx("255.255.255.0/24")}, []netip.Prefix{pfx("255.255.255.0/24")}, 26, ""},
	} {
		got, ok := firstFree(tt.spaces, tt.taken, tt.bits)
		if ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("%s: firstFree = %v, %t, want %q", tt.name, got, ok, tt.want)
		}
	}
}

// TestFirstFreeIsFirst compares with the plain search through every place.
func TestFirstFreeIsFirst(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	space := pfx("10.0.0.0/20")
	for range 2000 {
		var taken []netip.Prefix
		for range rnd.IntN(12) {
			bits := 22 + rnd.IntN(8)
			at := first(space) + rnd.Uint64N(size(space))
			taken = append(taken, netip.PrefixFrom(address(at), bits).Masked())
		}
		bits := 21 + rnd.IntN(9)
		got, ok := firstFree([]netip.Prefix{space}, taken, bits)
		want, wantOK := slowFirstFree(space, taken, bits)
		if got != want || ok != wantOK {
			t.Fatalf("firstFree(%v, %v, /%d) = %v, %t, want %v, %t", space, taken, bits, got, ok, want, wantOK)
		}
	}
}

func slowFirstFree(space netip.Prefix, taken []netip.Prefix, bits int) (netip.Prefix, bool) {
next:
	for at := first(space); at <= last(space); at += 1 << (32 - bits) {
		p := netip.PrefixFrom(address(at), bits)
		for _, q := range taken {
			if p.Overlaps(q) {
				continue next
			}
		}
		return p, true
	}
	return netip.Prefix{}, false
}
