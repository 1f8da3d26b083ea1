package diag

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"name", "location", "cloud", "network", "AzureCloud", "dev", "id"}
	for _, test := range []struct{ in, want string }{
		{"nam", "name"},
		{"naem", "name"},
		{"netwrok", "network"},
		{"loc", ""},
		{"azurecloud", "AzureCloud"},
		{"Network", "network"},
		{"nwtwrk", "network"},
		{"x", ""},
		{"", ""},
		{"networking-and-more", ""},
	} {
		if got := Nearest(test.in, words); got != test.want {
			t.Errorf("Nearest(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "ab", 2},
		{"abc", "abc", 0},
		{"abc", "acb", 1},
		{"abc", "ab", 1},
		{"kitten", "sitting", 3},
		{"zürich", "zurich", 1},
	} {
		if got := distance(test.a, test.b, 9); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := distance(test.b, test.a, 9); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.b, test.a, got, test.want)
		}
	}
}
