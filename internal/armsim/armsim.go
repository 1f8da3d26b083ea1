// Package armsim simulates, for tests, what a deployment talks to: Azure
// Resource Manager, Entra, managed identity and GitHub's token endpoint, over
// TLS with a certificate authority of its own. A template is evaluated by
// package snapshot and "created" in the order of its dependencies, in simulated
// time; what a template forgets to depend on fails as it does in Azure.
//
// A World holds what exists and what is allowed; Faults are what goes wrong.
// One seed, one script and one sequence of requests give the same run. Nothing
// here was run against Azure itself: the shapes are those of recorded traffic
// and of documentation.
package armsim

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/amlsec/amlsec/snapshot"
)

// Options say what is simulated. The zero value is a healthy subscription with
// one resource group.
type Options struct {
	// SubscriptionID, TenantID, ResourceGroup and Location are those that exist
	// from the start; empty for a fixed id each, rg-amlsec and eastus2.
	SubscriptionID, TenantID, ResourceGroup, Location string
	// Speed is how many simulated seconds pass in a second; 0 is 10,000, and
	// with a negative one time stands still but for Step and Advance.
	Speed float64
	// Step is the simulated time that each request to Azure Resource Manager
	// takes. With it and a negative Speed a run is the same each time.
	Step time.Duration
	// Start is when the simulated clock begins; zero for 2026-01-01, UTC.
	Start time.Time
	// Cloud is empty for AzureCloud.
	Cloud snapshot.Cloud
	// PageSize is how many items a page of a list has; 0 is 50.
	PageSize int
	// HistoryLimit is how many deployments a scope keeps; 0 is 800.
	HistoryLimit int
	// TokenLifetime is how long a token is valid; 0 is an hour.
	TokenLifetime time.Duration
	// Noise adds to what-if what Azure adds: properties that only a response has.
	Noise bool
	// Balancer makes the internal load balancer of the inference router as soon as
	// the extension of Azure ML exists. Without it there is none yet: Azure lets it wait.
	Balancer bool
	// Seed makes the ids of this run; runs with one seed have the same.
	Seed int64
}

// The ids of what exists when Options name nothing else.
const (
	DefaultSubscription = "5eed0000-0000-4000-8000-000000000001"
	DefaultTenant       = "5eed0000-0000-4000-8000-0000000000aa"
	DefaultGroup        = "rg-amlsec"
	DefaultLocation     = "eastus2"
	ClientID            = "5eed0000-0000-4000-8000-0000000000c1" // the application that logs in
	ObjectID            = "5eed0000-0000-4000-8000-0000000000b1" // its service principal
)

// Server is a running simulator. Its methods may be called at any time, by many.
type Server struct {
	// World is what exists; see its methods.
	World *World

	opts   Options
	dir    string // of the files that processes are given
	places places
	closed chan struct{}
	once   sync.Once
	routes []route

	mu          sync.Mutex // guards all that follows, and the World
	began       time.Time  // on the wall
	extra       time.Duration
	serial      int
	events      queue
	deployments map[string]*deployment // by id in lower case
	history     []*deployment          // every run, in the order they began
	results     map[string]*result     // of what was answered with 202, by id
	requests    []Request
	faults      []*armed
	answers     []answer
	tokens      map[string]token
	secrets     []string
}

// Start starts a simulator. It panics when it cannot listen on the loopback or
// write its certificate, as httptest.NewServer does: a test cannot go on.
func Start(opts Options) *Server {
	s := &Server{
		opts: opts.withDefaults(), closed: make(chan struct{}), began: time.Now(),
		deployments: map[string]*deployment{}, results: map[string]*result{}, tokens: map[string]token{},
	}
	s.World = newWorld(s)
	s.routes = s.table()
	dir, err := os.MkdirTemp("", "armsim")
	if err != nil {
		panic(err)
	}
	s.dir = dir
	if err := s.listen(); err != nil {
		s.Close()
		panic(err)
	}
	s.plant()
	return s
}

func (o Options) withDefaults() Options {
	text := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	text(&o.SubscriptionID, DefaultSubscription)
	text(&o.TenantID, DefaultTenant)
	text(&o.ResourceGroup, DefaultGroup)
	text(&o.Location, DefaultLocation)
	text((*string)(&o.Cloud), string(snapshot.AzureCloud))
	if o.Speed == 0 {
		o.Speed = 10_000
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	number := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	number(&o.PageSize, 50)
	number(&o.HistoryLimit, 800)
	if o.TokenLifetime == 0 {
		o.TokenLifetime = time.Hour
	}
	return o
}

// Close ends the simulator: requests that hang are cut off, and its files are
// removed.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.closed)
		s.places.close()
		os.RemoveAll(s.dir)
	})
}

// Now is the simulated time.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

// Advance lets simulated time pass.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.extra += d
	s.catchUp()
}

// now is the simulated time; s.mu is held.
func (s *Server) now() time.Time {
	t := s.opts.Start.Add(s.extra)
	if s.opts.Speed > 0 {
		t = t.Add(time.Duration(float64(time.Since(s.began)) * s.opts.Speed))
	}
	return t
}

func (s *Server) path(name string) string { return filepath.Join(s.dir, name) }

// stopped is done when the client has gone or the simulator is closed.
func (s *Server) stopped(r *http.Request) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(r.Context())
	go func() {
		select {
		case <-s.closed:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
