package schemas

import (
	"io/fs"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas/internal/azjson"
	"github.com/amlsec/amlsec/schemas/internal/distilled"
)

// Checkout is all the types of a checkout of bicep-types-az, for judging
// templates that use more than the manifest has. It distils in memory the
// files that it needs, which takes some milliseconds for each provider and
// version, and is safe for concurrent use.
type Checkout struct {
	source *azjson.Source

	mu       sync.Mutex
	err      error
	services map[string]*service
}

// service is what a provider offers at one version.
type service struct {
	table *distilled.Table
	// names maps types in lower case to their own casing.
	names map[string]string
	found map[string]*types.ResourceType
}

// Open returns the types of a checkout, or of its folder `generated`; an
// index.json is not needed. os.DirFS makes an fs.FS of a folder.
func Open(fsys fs.FS) (*Checkout, error) {
	source, err := azjson.Open(fsys)
	if err != nil {
		return nil, err
	}
	return &Checkout{source: source, services: map[string]*service{}}, nil
}

// Lookup returns the type at the version, both in any casing, and whether the
// checkout has it. After a file that cannot be read it reports false, and Err
// says why.
func (c *Checkout) Lookup(typeName, apiVersion string) (*types.ResourceType, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	namespace, _, _ := strings.Cut(typeName, "/")
	s, err := c.service(namespace, strings.ToLower(apiVersion))
	if err != nil {
		c.err = err
		return nil, false
	}
	name, ok := s.names[strings.ToLower(typeName)]
	if !ok {
		return nil, false
	}
	if r, ok := s.found[name]; ok {
		return r, true
	}
	r, err := s.table.Resource(name)
	if err != nil {
		c.err = err
		return nil, false
	}
	s.found[name] = r
	return r, true
}

// Err returns the last error that made a Lookup fail.
func (c *Checkout) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *Checkout) service(namespace, version string) (*service, error) {
	key := strings.ToLower(namespace) + "/" + version
	if s, ok := c.services[key]; ok {
		return s, nil
	}
	nodes, err := c.source.Load(namespace, version)
	if err != nil {
		return nil, err
	}
	s := &service{names: map[string]string{}, found: map[string]*types.ResourceType{}}
	for _, n := range nodes {
		if typ, _, _ := strings.Cut(n.Name, "@"); n.Kind == azjson.Resource {
			s.names[strings.ToLower(typ)] = n.Name
		}
	}
	text, err := distilled.Write(nodes, func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	s.table = distilled.NewTable(string(text))
	c.services[key] = s
	return s, nil
}
