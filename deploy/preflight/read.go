package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
)

// readTimeout bounds one read. Lists of sizes are the slowest: some ten seconds.
const readTimeout = 2 * time.Minute

// answer is a read that several checks share.
type answer struct {
	once sync.Once
	body json.RawMessage
	list []json.RawMessage
	err  error
}

// share gives the answer of a key, asking for it once, for so long at most.
func (w *world) share(key string, patience time.Duration, ask func(context.Context, *answer)) *answer {
	w.mu.Lock()
	a := w.answers[key]
	if a == nil {
		a = &answer{}
		w.answers[key] = a
	}
	w.mu.Unlock()
	a.once.Do(func() {
		ctx, cancel := context.WithTimeout(w.ctx, patience)
		defer cancel()
		ask(ctx, a)
	})
	return a
}

// read gets a resource, once for all checks.
func (w *world) read(_ context.Context, path, version string) (json.RawMessage, error) {
	a := w.share("GET "+strings.ToLower(path)+" "+version, readTimeout, func(ctx context.Context, a *answer) {
		a.err = w.client.Get(ctx, path, version, &a.body)
	})
	return a.body, a.err
}

// get is read into a value.
func (w *world) get(ctx context.Context, path, version string, into any) error {
	body, err := w.read(ctx, path, version)
	if err != nil {
		return err
	}
	return decode(body, into)
}

// list gets all pages of a list, once for all checks, and decodes its elements.
func list[T any](w *world, path, version string, query url.Values) ([]T, error) {
	a := w.share("LIST "+strings.ToLower(path)+" "+version+" "+query.Encode(), readTimeout, func(ctx context.Context, a *answer) {
		a.list, a.err = w.client.List(ctx, path, version, query)
	})
	if a.err != nil {
		return nil, a.err
	}
	all := make([]T, 0, len(a.list))
	for _, raw := range a.list {
		var v T
		if err := decode(raw, &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// post calls an action that changes nothing.
func (w *world) post(ctx context.Context, action arm.Request, into any) error {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	action.Method = http.MethodPost
	resp, err := w.client.Do(ctx, action)
	if err != nil {
		return err
	}
	return decode(resp.Body, into)
}

// errUnreadable: the answer is not what the API is documented to give.
var errUnreadable = errors.New("the answer cannot be read")

func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return nil
}

// unread is the finding of a check whose read failed: what could not be read,
// and which right it needs.
func unread(err error, what, action string) finding {
	var e *arm.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return notRun(fmt.Sprintf("%s: no answer within %s", what, readTimeout))
	case errors.Is(err, context.Canceled):
		return notRun("interrupted")
	case errors.As(err, &e) && e.Status == http.StatusForbidden:
		f := notRun(fmt.Sprintf("no right to read %s: it needs %s", what, action))
		f.remedy = "ask for a role with " + action + ", such as Reader"
		return f
	case errors.As(err, &e):
		return notRun(fmt.Sprintf("%s cannot be read: %s", what, e))
	}
	return notRun(fmt.Sprintf("%s cannot be read: %s", what, err))
}
