package destroy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
)

const locksVersion = "2016-09-01"

// locks finds the locks that are in the way of items: at their subscriptions, at
// and in their groups.
func (f *finder) locks(ctx context.Context) error {
	found := map[string]Lock{}
	for _, place := range f.places() {
		query := url.Values{}
		if !strings.Contains(strings.ToLower(place), "/resourcegroups/") {
			query.Set("$filter", "atScope()")
		}
		raw, err := f.azure.List(ctx, property.EscapeID(place)+"/providers/Microsoft.Authorization/locks", locksVersion, query)
		var answered *arm.Error
		switch {
		case arm.NotFound(err):
			continue
		case errors.As(err, &answered):
			f.list.LocksUnread = answered.Error()
			continue
		case err != nil:
			return fmt.Errorf("list the locks of %s: %w", place, err)
		}
		for _, r := range raw {
			if l, ok := f.lock(r); ok {
				found[strings.ToLower(l.ID)] = l
			}
		}
	}
	for _, l := range found {
		f.list.Locks = append(f.list.Locks, l)
	}
	slices.SortFunc(f.list.Locks, func(a, b Lock) int { return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)) })
	return nil
}

// places are the subscriptions and groups of the items.
func (f *finder) places() []string {
	seen := map[string]string{}
	for _, item := range slices.Concat(f.list.Items, f.list.Groups) {
		scope, _, _ := property.SplitID(item.ID)
		parts := strings.Split(scope, "/")
		if len(parts) < 3 {
			continue
		}
		subscription := strings.Join(parts[:3], "/")
		seen[strings.ToLower(subscription)] = subscription
		if item.Type == groupType {
			scope = item.ID
		}
		seen[strings.ToLower(scope)] = scope
	}
	var list []string
	for _, place := range seen {
		list = append(list, place)
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return list
}

// lock reads a lock; ok is false for one that is in the way of nothing.
func (f *finder) lock(raw json.RawMessage) (l Lock, ok bool) {
	var wire struct {
		ID, Name   string
		Properties struct{ Level string }
	}
	if json.Unmarshal(raw, &wire) != nil {
		return Lock{}, false
	}
	l = Lock{ID: wire.ID, Name: wire.Name, Level: wire.Properties.Level}
	scope, _, cut := cutFold(wire.ID, "/providers/microsoft.authorization/locks/")
	if !cut || strings.EqualFold(l.Level, "NotSpecified") {
		return Lock{}, false
	}
	for _, item := range slices.Concat(f.list.Items, f.list.Groups) {
		if strings.EqualFold(item.ID, scope) || property.Within(item.ID, scope) || property.Within(scope, item.ID) {
			l.Blocks++
		}
	}
	return l, l.Blocks > 0
}

// cutFold is strings.Cut at the last sep, which is in lower case.
func cutFold(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(strings.ToLower(s), sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
