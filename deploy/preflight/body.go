package preflight

import (
	"github.com/amlsec/amlsec/snapshot"
)

// bodyOf is a resource as it would be sent, without what is secret or not known
// before the deployment; left counts what was left out.
func bodyOf(r *snapshot.Resource) (content map[string]any, left int) {
	content, _ = plain(r.Body, &left).(map[string]any)
	if content == nil {
		content = map[string]any{}
	}
	content["type"], content["name"] = r.Type, nameOf(r.ID)
	return content, left
}

// leftOut marks a value that is left out.
type leftOut struct{}

// plain is a value for JSON; leftOut for what is secret or not known.
func plain(v snapshot.Value, left *int) any {
	switch v := v.(type) {
	case snapshot.Bool:
		return bool(v)
	case snapshot.Int:
		return int64(v)
	case snapshot.Decimal:
		return v
	case snapshot.String:
		return string(v)
	case *snapshot.Array:
		items := []any{}
		for _, item := range v.All() {
			if p := plain(item, left); p != (leftOut{}) {
				items = append(items, p)
			}
		}
		return items
	case *snapshot.Object:
		return plainObject(v, left)
	case *snapshot.Unknown, snapshot.Secret:
		*left++
		return leftOut{}
	}
	return nil
}

func plainObject(o *snapshot.Object, left *int) map[string]any {
	members := map[string]any{}
	if o == nil {
		return members
	}
	for name, v := range o.All() {
		switch p := plain(v, left).(type) {
		case leftOut:
		default:
			members[name] = p
		}
	}
	return members
}
