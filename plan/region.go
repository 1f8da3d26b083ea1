package plan

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// region checks that the location is a region of the cloud.
func (b *builder) region() {
	in := b.in
	r, ok := regionNamed(in.Location.V)
	switch {
	case !ok:
		b.fail("AML101", in.Location.Span, b.regionHint(), "%q is not a known region of %s", in.Location.V, in.Cloud.V)
	case r.cloud != in.Cloud.V:
		b.fail("AML102", in.Location.Span, "write cloud: "+r.cloud+", or a region of "+in.Cloud.V,
			"region %q belongs to %s, and the cloud is %s", r.name, r.cloud, in.Cloud.V)
	case r.noWorkspaces:
		b.warn("AML106", in.Location.Span, "write a region that has it, such as "+workspaceRegion(r.cloud)+", or accept AML106 if it has come since",
			"region %q is documented as without Azure Machine Learning, as of %s", r.name, regionsAsOf)
	}
}

// workspaceRegion is a region of a cloud that has Azure Machine Learning.
func workspaceRegion(cloud string) string {
	if cloud == cloudChina {
		return "chinaeast2"
	}
	return "usgovvirginia"
}

// regionNamed is the row of a region. What cloud it is in is for the caller to judge.
func regionNamed(name string) (region, bool) {
	i := slices.IndexFunc(regions(), func(r region) bool { return r.name == name })
	if i < 0 {
		return region{}, false
	}
	return regions()[i], true
}

// regionHint names the region meant, or says where the names are listed.
func (b *builder) regionHint() string {
	word := b.in.Location.V
	var names []string
	for _, r := range regions() {
		if strings.EqualFold(strings.ReplaceAll(r.display, " ", ""), word) {
			return "did you mean \"" + r.name + "\"?"
		}
		if r.cloud == b.in.Cloud.V {
			names = append(names, r.name)
		}
	}
	if near := diag.Nearest(word, names); near != "" {
		return "did you mean \"" + near + "\"?"
	}
	return "write a region by its programmatic name, such as " + names[0] + "; \"az account list-locations\" lists them"
}

// ownRegion is the row of the environment's region; the zero value if it is unknown.
func (b *builder) ownRegion() region {
	r, _ := regionNamed(b.in.Location.V)
	return r
}

// isProduction reports whether sizes and redundancy are those of production.
func (b *builder) isProduction() bool { return b.in.Profile.V == "production" }

// allZones are the availability zones over which to spread a resource: all
// three in production, where the region has them; else none.
func (b *builder) allZones() []string {
	if !b.isProduction() || !b.ownRegion().zones {
		return nil
	}
	return []string{"1", "2", "3"}
}

// inPublicCloud reports whether the environment is in AzureCloud.
func (b *builder) inPublicCloud() bool { return b.in.Cloud.V == cloudPublic }
