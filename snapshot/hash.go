package snapshot

import (
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
)

// uniqueString is 13 letters and digits that depend on s alone, the same that
// Azure computes: a 64-bit MurmurHash in base 32.
func uniqueString(s string) string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz234567"
	h := murmur64([]byte(s))
	var out [13]byte
	for i := range out {
		out[i] = alphabet[h>>59]
		h <<= 5
	}
	return string(out[:])
}

// murmur64 is the 64-bit MurmurHash that Azure Resource Manager uses: two
// lanes of 32 bits over blocks of 8 bytes, with seed 0.
func murmur64(data []byte) uint64 {
	const c1, c2 = 0x239b961b, 0xab0e9789
	var h1, h2 uint32
	tail := data
	for ; len(tail) >= 8; tail = tail[8:] {
		k1, k2 := binary.LittleEndian.Uint32(tail), binary.LittleEndian.Uint32(tail[4:])
		h1 ^= c2 * bits.RotateLeft32(c1*k1, 15)
		h1 = (bits.RotateLeft32(h1, 19)+h2)*5 + 0x561ccd1b
		h2 ^= c1 * bits.RotateLeft32(c2*k2, 17)
		h2 = (bits.RotateLeft32(h2, 13)+h1)*5 + 0x0bcaa747
	}
	var rest [8]byte
	copy(rest[:], tail)
	if len(tail) > 4 {
		h2 ^= c1 * bits.RotateLeft32(c2*binary.LittleEndian.Uint32(rest[4:]), 17)
	}
	if len(tail) > 0 {
		h1 ^= c2 * bits.RotateLeft32(c1*binary.LittleEndian.Uint32(rest[:]), 15)
	}
	h1 ^= uint32(len(data))
	h2 ^= uint32(len(data))
	h1 += h2
	h2 += h1
	h1, h2 = mix(h1), mix(h2)
	h1 += h2
	h2 += h1
	return uint64(h2)<<32 | uint64(h1)
}

func mix(h uint32) uint32 {
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// guid is the UUID of version 5 for s in the namespace that Azure uses.
func guid(s string) string {
	namespace := [16]byte{0x11, 0xfb, 0x06, 0xfb, 0x71, 0x2d, 0x4d, 0xdd, 0x98, 0xc7, 0xe7, 0x1b, 0xbd, 0x58, 0x88, 0x30}
	h := sha1.Sum(append(namespace[:], s...))
	h[6] = h[6]&0x0f | 0x50
	h[8] = h[8]&0x3f | 0x80
	x := hex.EncodeToString(h[:16])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}
