package types

// IsSecure reports whether t itself, or a member of the union that it is,
// is secure.
func IsSecure(t Type) bool {
	for _, m := range MembersOf(t) {
		if FlagsOf(m).Has(Secure) {
			return true
		}
	}
	return false
}
