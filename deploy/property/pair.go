package property

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// Pair are two elements of two lists that stand for one thing.
type Pair struct {
	// Index are the places in the lists; -1 where one has no such element.
	Index [2]int
	// Label is what the element is called; empty when it has no name.
	Label string
}

// keys are the members by which elements of a list are told apart.
func keys() []string { return []string{"name", "id", "category", "categoryGroup", "service", "value"} }

// Pair finds which elements of two lists belong together, in the order of the
// first: by their names or ids where each has one of its own, by their values in
// a set. It is false for lists in which the place alone tells.
func (f *Facts) Pair(r Resource, p Path, lists [2]*snapshot.Array) ([]Pair, bool) {
	for _, key := range keys() {
		if pairs, ok := match(labels(lists[0], key), labels(lists[1], key)); ok {
			return pairs, true
		}
	}
	if !isSet(p) {
		return nil, false
	}
	pairs, ok := match(texts(lists[0]), texts(lists[1]))
	for i := range pairs {
		pairs[i].Label = ""
	}
	return pairs, ok
}

// Labels are what the elements of a list are called: their names, when each has
// one of its own, and nil otherwise.
func Labels(list *snapshot.Array) []string {
	for _, key := range keys() {
		if found := labels(list, key); unique(found) {
			return found
		}
	}
	return nil
}

// labels are the texts of a member of each element; nil when one has none.
func labels(list *snapshot.Array, key string) []string {
	found := make([]string, 0, list.Len())
	for _, item := range list.All() {
		o, ok := item.(*snapshot.Object)
		if !ok {
			return nil
		}
		v, _ := o.Get(key)
		s, ok := v.(snapshot.String)
		if !ok || s == "" {
			return nil
		}
		found = append(found, string(s))
	}
	return found
}

// texts are the elements of a list of texts; nil when one is none.
func texts(list *snapshot.Array) []string {
	found := make([]string, 0, list.Len())
	for _, item := range list.All() {
		s, ok := item.(snapshot.String)
		if !ok {
			return nil
		}
		found = append(found, string(s))
	}
	return found
}

func unique(list []string) bool {
	seen := map[string]bool{}
	for _, s := range list {
		if key := strings.ToLower(s); seen[key] {
			return false
		} else {
			seen[key] = true
		}
	}
	return list != nil
}

// match pairs equal texts, whatever their case; false when a text is there twice.
func match(a, b []string) ([]Pair, bool) {
	if !unique(a) || !unique(b) {
		return nil, false
	}
	at := map[string]int{}
	for i, s := range b {
		at[strings.ToLower(s)] = i
	}
	var pairs []Pair
	for i, s := range a {
		j, ok := at[strings.ToLower(s)]
		if !ok {
			j = -1
		}
		delete(at, strings.ToLower(s))
		pairs = append(pairs, Pair{[2]int{i, j}, s})
	}
	for j, s := range b {
		if _, left := at[strings.ToLower(s)]; left {
			pairs = append(pairs, Pair{[2]int{-1, j}, s})
		}
	}
	return pairs, true
}

// sets are the lists of texts whose order means nothing to Azure. Order counts
// in others, such as dnsServers, so that a list that is not here keeps it.
// Source: the documentation of each property, which speaks of a set or of any order.
func sets() []string {
	return []string{
		"addressPrefixes", "availabilityZones", "destinationAddressPrefixes", "destinationPortRanges", "groupIds",
		"fqdnTags", "loggedServices", "protocols", "roles", "sourceAddressPrefixes", "sourceAddresses", "sourcePortRanges",
		"targetFqdns", "zones", "adminGroupObjectIDs", "destinationAddresses", "destinationPorts",
	}
}

func isSet(p Path) bool {
	for _, name := range sets() {
		if strings.EqualFold(name, p.Last()) {
			return true
		}
	}
	return false
}
