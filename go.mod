module github.com/amlsec/amlsec

go 1.26.0

require (
	github.com/Azure/azure-sdk-for-go/sdk/azcore v1.24.0 // the pipeline of requests to Azure Resource Manager
	github.com/Azure/azure-sdk-for-go/sdk/azidentity v1.15.0 // who logs in to Azure, in all the usual ways
	github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armdeployments v1.0.0 // tests hold the simulator to what Azure's own client makes of it
	github.com/Masterminds/sprig/v3 v3.3.0 // text functions of the templates, by allow-list
	github.com/aymanbagabas/go-udiff v0.4.1 // unified diffs of check and golden
	github.com/google/go-cmp v0.7.0 // readable differences in tests
	github.com/google/jsonschema-go v0.4.3 // schemas of the tools of mcp, in the types that its SDK takes
	github.com/modelcontextprotocol/go-sdk v1.8.0 // the Model Context Protocol, by those who define it
	github.com/owenrumney/go-sarif/v3 v3.3.1 // in tests: reads our SARIF and holds it to the schema
	github.com/rogpeppe/go-internal v1.16.0 // testscript: tests that run the binary
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/spf13/pflag v1.0.9 // its flags, for those who describe them
	golang.org/x/sys v0.49.0 // in tests: a terminal to run the command on
	golang.org/x/term v0.47.0 // is standard input a terminal, and how wide
	gopkg.in/yaml.v3 v3.0.1 // YAML with a position on every node
)

require (
	dario.cat/mergo v1.0.1 // indirect
	github.com/Azure/azure-sdk-for-go/sdk/internal v1.13.0 // indirect
	github.com/AzureAD/microsoft-authentication-library-for-go v1.10.1 // indirect
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/Masterminds/goutils v1.1.1 // indirect
	github.com/Masterminds/semver/v3 v3.3.0 // indirect
	github.com/golang-jwt/jwt/v5 v5.3.1 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/huandu/xstrings v1.5.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/kylelemons/godebug v1.1.0 // indirect
	github.com/mitchellh/copystructure v1.2.0 // indirect
	github.com/mitchellh/reflectwalk v1.0.2 // indirect
	github.com/pkg/browser v0.0.0-20240102092130-5ac0b6a4141c // indirect
	github.com/segmentio/asm v1.1.3 // indirect
	github.com/segmentio/encoding v0.5.4 // indirect
	github.com/shopspring/decimal v1.4.0 // indirect
	github.com/spf13/cast v1.7.0 // indirect
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	github.com/xeipuuv/gojsonschema v1.2.0 // indirect
	github.com/yosida95/uritemplate/v3 v3.0.2 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/oauth2 v0.35.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/time v0.15.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

tool honnef.co/go/tools/cmd/staticcheck
