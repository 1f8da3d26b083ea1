package main

import (
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy"
)

func TestFrame(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 10, 0, 0, time.UTC)
	at := func(deployment, typ, name string, seconds int) making {
		return making{deploy.Operation{Deployment: deployment, Type: typ, Name: name}, now.Add(-time.Duration(seconds) * time.Second)}
	}
	running := []making{
		at("", "Microsoft.Network/virtualNetworks", "vnet", 5), at("inner", "Microsoft.KeyVault/vaults", "kv\x1b[31m", 65), at("", "Microsoft.Resources/deployments", "inner", 70),
	}
	got := strings.Join(frame(running, status{now: now, begun: now.Add(-90 * time.Second), done: 4}, 60), "")
	want := "… Microsoft.Network/virtualNetworks vnet  5 s\n" +
		"… Microsoft.Resources/deployments inner  1 m 10 s\n" +
		"  … Microsoft.KeyVault/vaults kv"
	if !strings.HasPrefix(got, want) || strings.Contains(got, "\x1b") || !strings.HasSuffix(got, "\n4 done, 3 under way, 1 m 30 s\n") {
		t.Errorf("got\n%s", got)
	}
	if got := frame(running[1:2], status{now: now, begun: now}, 60); len(got) != 2 || !strings.HasPrefix(got[0], "… Microsoft.KeyVault") {
		t.Errorf("got %q", got)
	}
	for range 30 {
		running = append(running, at("", "Microsoft.Network/networkSecurityGroups", "a-name-that-is-long", 1))
	}
	lines := frame(running, status{now: now, begun: now}, 40)
	if len(lines) != frameLines+1 || !strings.Contains(lines[frameLines], "21 of them") {
		t.Errorf("got %d lines: %s", len(lines), lines)
	}
	for _, line := range lines {
		if n := len([]rune(line)); n > 40 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

// What is drawn is taken away again before anything else is written.
func TestLive(t *testing.T) {
	var b strings.Builder
	l := &live{out: &b, width: func() int { return 80 }, begun: time.Now(), stop: make(chan struct{})}
	l.operation(deploy.Operation{Resource: "/a", Type: "T", Name: "a", State: "Running"})
	l.print("first\n")
	l.operation(deploy.Operation{Resource: "/a", Type: "T", Name: "a", State: "Succeeded"})
	l.print("second\n")
	l.end()
	want := "first\n… T a  0 s\n0 done, 1 under way, 0 s\n\x1b[2A\r\x1b[Jsecond\n1 done, 0 under way, 0 s\n\x1b[1A\r\x1b[J"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}
