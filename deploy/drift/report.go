package drift

import "github.com/amlsec/amlsec/diag"

// JSON is a report as JSON. Its members are only added to: Version says so when
// one changes. No list is null.
type JSON struct {
	Version int `json:"version"`
	// Drifted is true when what is deployed differs; Partial when a part could
	// not be read.
	Drifted   bool           `json:"drifted"`
	Partial   bool           `json:"partial"`
	Counts    Counts         `json:"counts"`
	Resources []JSONResource `json:"resources"`
	Extra     []JSONExtra    `json:"extra"`
	Unlisted  []JSONUnlisted `json:"unlisted"`
}

// JSONResource is a resource in a JSON.
type JSONResource struct {
	State State  `json:"state"`
	ID    string `json:"id"`
	Type  string `json:"type"`
	Name  string `json:"name"`
	Why   string `json:"why,omitempty"`
	// AskedBy is what asked for it: file:line:column and the field of the intent in
	// brackets, or the field alone; empty for nothing.
	AskedBy     string           `json:"askedBy,omitempty"`
	Differences []JSONDifference `json:"differences"`
	Skipped     []JSONSkipped    `json:"skipped"`
}

// JSONDifference is a property that differs. Its values are JSON as text, with
// secrets hidden.
type JSONDifference struct {
	Path string `json:"path"`
	Want string `json:"want,omitempty"`
	Got  string `json:"got,omitempty"`
}

// JSONSkipped is a property that is not compared.
type JSONSkipped struct {
	Path string `json:"path"`
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// JSONExtra is a resource that is no longer asked for.
type JSONExtra struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name string `json:"name"`
}

// JSONUnlisted is a group that could not be searched.
type JSONUnlisted struct {
	Group string `json:"group"`
	Why   string `json:"why"`
}

// JSON makes the JSON of a report; place is as in TextOptions.
func (r *Report) JSON(place func(id string) string) JSON {
	made := JSON{
		Version: diag.ReportVersion, Drifted: r.Drifted(), Partial: r.Partial(), Counts: r.Count(),
		Resources: []JSONResource{}, Extra: []JSONExtra{}, Unlisted: []JSONUnlisted{},
	}
	for _, res := range r.Resources {
		one := JSONResource{
			State: res.State, ID: res.ID, Type: res.Type, Name: res.Name, Why: res.Why,
			Differences: []JSONDifference{}, Skipped: []JSONSkipped{},
		}
		if place != nil {
			one.AskedBy = place(res.ID)
		}
		for _, d := range res.Differences {
			one.Differences = append(one.Differences, JSONDifference(d))
		}
		for _, s := range res.Skipped {
			one.Skipped = append(one.Skipped, JSONSkipped{s.Path, s.Reason.Rule, s.Reason.Why})
		}
		made.Resources = append(made.Resources, one)
	}
	for _, e := range r.Extra {
		made.Extra = append(made.Extra, JSONExtra(e))
	}
	for _, u := range r.Unlisted {
		made.Unlisted = append(made.Unlisted, JSONUnlisted(u))
	}
	return made
}
