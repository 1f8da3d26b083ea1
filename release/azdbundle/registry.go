package main

// registry is what azd reads of a bundle. Source: azd's pkg/extensions/registry.go.
type registry struct {
	SchemaVersion string      `json:"schemaVersion"`
	Extensions    []extension `json:"extensions"`
}

type extension struct {
	ID          string    `json:"id"`
	Namespace   string    `json:"namespace"`
	DisplayName string    `json:"displayName"`
	Description string    `json:"description"`
	Website     string    `json:"website"`
	Versions    []version `json:"versions"`
	Tags        []string  `json:"tags"`
}

type version struct {
	Version            string              `json:"version"`
	RequiredAzdVersion string              `json:"requiredAzdVersion"`
	Capabilities       []string            `json:"capabilities"`
	Usage              string              `json:"usage"`
	Examples           []example           `json:"examples"`
	Artifacts          map[string]artifact `json:"artifacts"`
}

type example struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Usage       string `json:"usage"`
}

type artifact struct {
	EntryPoint string   `json:"entryPoint"`
	URL        string   `json:"url"`
	Checksum   checksum `json:"checksum"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"value"`
}

// registryOf is the registry with the one version of the bundle. azd reads
// bundles from 1.26 on; the "-0" lets its pre-releases in.
func registryOf(number string, artifacts map[string]artifact) registry {
	return registry{SchemaVersion: "1.0", Extensions: []extension{{
		ID: extensionID, Namespace: "amlsec", DisplayName: "amlsec",
		Description: "From a short intent to the secure Bicep of a private Azure Machine Learning inference environment.",
		Website:     "https://github.com/amlsec/amlsec",
		Tags:        []string{"machine-learning", "bicep", "security"},
		Versions: []version{{
			Version: number, RequiredAzdVersion: ">= 1.26.0-0",
			Capabilities: []string{"custom-commands", "metadata", "mcp-server"},
			Usage:        "azd amlsec <command> [options]",
			Examples: []example{
				{"gen", "Write what azd provision deploys.", "azd amlsec gen intent.yaml --azd --out infra"},
				{"validate", "Report every problem of an intent.", "azd amlsec validate intent.yaml"},
				{"check", "Is what is committed what the intent gives?", "azd amlsec check intent.yaml"},
			},
			Artifacts: artifacts,
		}},
	}}}
}
