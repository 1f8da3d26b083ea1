package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// drained is a transport whose end of input waits for the answers that are
// still owed. The session would drop them: what asks once and closes, as a
// script does, would get none.
type drained struct{ mcp.Transport }

// Connect connects.
func (d drained) Connect(ctx context.Context) (mcp.Connection, error) {
	c, err := d.Transport.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &drain{Connection: c, owed: map[jsonrpc.ID]bool{}, changed: make(chan struct{}, 1), closed: make(chan struct{})}, nil
}

// drain knows the calls that are not answered yet.
type drain struct {
	mcp.Connection
	mu      sync.Mutex
	owed    map[jsonrpc.ID]bool
	changed chan struct{} // holds something after a call was answered

	once   sync.Once
	closed chan struct{}
}

// Read reads a message.
func (d *drain) Read(ctx context.Context) (jsonrpc.Message, error) {
	msg, err := d.Connection.Read(ctx)
	if errors.Is(err, io.EOF) {
		d.wait(ctx)
	}
	if call, ok := msg.(*jsonrpc.Request); ok && err == nil {
		d.ask(call)
	}
	return msg, err
}

// ask takes note of a call, or that one was called off.
func (d *drain) ask(call *jsonrpc.Request) {
	if call.IsCall() {
		d.mu.Lock()
		d.owed[call.ID] = true
		d.mu.Unlock()
		return
	}
	if call.Method != "notifications/cancelled" {
		return
	}
	var off struct {
		RequestID any `json:"requestId"`
	}
	if err := json.Unmarshal(call.Params, &off); err != nil {
		return // the session judges what it is sent
	}
	if id, err := jsonrpc.MakeID(off.RequestID); err == nil {
		d.settle(id)
	}
}

// Write writes a message.
func (d *drain) Write(ctx context.Context, msg jsonrpc.Message) error {
	err := d.Connection.Write(ctx, msg)
	if answer, ok := msg.(*jsonrpc.Response); ok {
		d.settle(answer.ID)
	}
	return err
}

// settle takes note that a call needs no answer any more.
func (d *drain) settle(id jsonrpc.ID) {
	d.mu.Lock()
	delete(d.owed, id)
	d.mu.Unlock()
	select {
	case d.changed <- struct{}{}:
	default:
	}
}

// wait returns when no answer is owed, or nobody waits for one.
func (d *drain) wait(ctx context.Context) {
	for {
		d.mu.Lock()
		n := len(d.owed)
		d.mu.Unlock()
		if n == 0 {
			return
		}
		select {
		case <-d.changed:
		case <-d.closed:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Close closes the connection.
func (d *drain) Close() error {
	d.once.Do(func() { close(d.closed) })
	return d.Connection.Close()
}
