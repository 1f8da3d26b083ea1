module github.com/amlsec/amlsec

go 1.26.0

require (
	github.com/Masterminds/sprig/v3 v3.3.0 // text functions of the templates, by allow-list
	github.com/aymanbagabas/go-udiff v0.4.1 // unified diffs of check and golden
	github.com/google/go-cmp v0.7.0 // readable differences in tests
	github.com/google/jsonschema-go v0.4.3 // schemas of the tools of mcp, in the types that its SDK takes
	github.com/modelcontextprotocol/go-sdk v1.8.0 // the Model Context Protocol, by those who define it
	github.com/rogpeppe/go-internal v1.16.0 // testscript: tests that run the binary
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/spf13/pflag v1.0.9 // its flags, for those who describe them
	golang.org/x/term v0.47.0 // is standard input a terminal, and how wide
	gopkg.in/yaml.v3 v3.0.1 // YAML with a position on every node
)

require (
	dario.cat/mergo v1.0.1 // indirect
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/Masterminds/goutils v1.1.1 // indirect
	github.com/Masterminds/semver/v3 v3.3.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/huandu/xstrings v1.5.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/mitchellh/copystructure v1.2.0 // indirect
	github.com/mitchellh/reflectwalk v1.0.2 // indirect
	github.com/segmentio/asm v1.1.3 // indirect
	github.com/segmentio/encoding v0.5.4 // indirect
	github.com/shopspring/decimal v1.4.0 // indirect
	github.com/spf13/cast v1.7.0 // indirect
	github.com/stretchr/testify v1.11.1 // indirect
	github.com/yosida95/uritemplate/v3 v3.0.2 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/oauth2 v0.35.0 // indirect
	golang.org/x/sync v0.23.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/time v0.15.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

tool honnef.co/go/tools/cmd/staticcheck
