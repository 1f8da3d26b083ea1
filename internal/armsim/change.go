package armsim

import (
	"strings"
)

// SetRegistration sets the state of a provider: Registered, NotRegistered,
// Registering or Unregistered.
func (w *World) SetRegistration(namespace, state string) {
	w.change(func() { w.checks.providers[strings.ToLower(namespace)].state = state })
}

// SetLocations sets the regions that a type is offered in.
func (w *World) SetLocations(typ string, locations ...string) {
	w.change(func() { w.resourceType(typ).locations = locations })
}

// SetVersions sets the API versions of a type, the newest first.
func (w *World) SetVersions(typ string, versions ...string) {
	w.change(func() { w.resourceType(typ).versions = versions })
}

// SetZones sets the zones that a type has in a region.
func (w *World) SetZones(typ, location string, zones ...string) {
	w.change(func() { w.resourceType(typ).zones[location] = zones })
}

// RemoveType makes a provider know nothing of a type.
func (w *World) RemoveType(typ string) {
	w.change(func() {
		namespace, name, _ := strings.Cut(strings.ToLower(typ), "/")
		delete(w.checks.providers[namespace].types, name)
	})
}

// SetUsage sets a quota of compute, storage, network or ml: names such as cores,
// standardDSv3Family, StorageAccounts.
func (w *World) SetUsage(kind, location, name string, current, limit int) {
	w.change(func() {
		key := kind + "/" + location
		for _, u := range w.checks.usages[key] {
			if strings.EqualFold(u.name, name) {
				u.current, u.limit = current, limit
				return
			}
		}
		w.checks.usages[key] = append(w.checks.usages[key], &usage{name, current, limit})
	})
}

// SetSize adds a size to a region, or replaces it.
func (w *World) SetSize(size Size) {
	w.removeSize(size.Name, size.Location)
	w.change(func() { w.checks.sizes = append(w.checks.sizes, &size) })
}

// RemoveSize removes a size from a region.
func (w *World) RemoveSize(name, location string) { w.removeSize(name, location) }

func (w *World) removeSize(name, location string) {
	w.change(func() {
		kept := w.checks.sizes[:0:0]
		for _, s := range w.checks.sizes {
			if !strings.EqualFold(s.Name, name) || !strings.EqualFold(s.Location, location) {
				kept = append(kept, s)
			}
		}
		w.checks.sizes = kept
	})
}

// RestrictSize forbids a size to the subscription, in a region or in zones of it.
func (w *World) RestrictSize(name, location, reason string, zones ...string) {
	w.change(func() {
		for _, s := range w.checks.sizes {
			if strings.EqualFold(s.Name, name) && strings.EqualFold(s.Location, location) {
				s.Reason, s.RestrictedZones = reason, zones
			}
		}
	})
}

// SetPermissions sets what the caller may do in a scope and beneath it: the id of
// a resource, of a group or of a subscription, or empty for everywhere.
func (w *World) SetPermissions(scope string, actions, notActions []string) {
	w.change(func() {
		for i, g := range w.checks.rights {
			if strings.EqualFold(g.scope, scope) {
				w.checks.rights[i] = grant{scope, actions, notActions}
				return
			}
		}
		w.checks.rights = append(w.checks.rights, grant{scope, actions, notActions})
	})
}

// DenyActions adds a deny assignment, as a deployment stack makes one.
func (w *World) DenyActions(scope, name string, actions ...string) {
	w.change(func() { w.checks.denied = append(w.checks.denied, denial{scope, name, actions}) })
}

// Lock locks a scope: level is CanNotDelete or ReadOnly.
func (w *World) Lock(scope, name, level string) {
	w.change(func() { w.checks.locks = append(w.checks.locks, lock{scope, name, level}) })
}

// TakeName makes a name unavailable: typ is a type such as
// Microsoft.Storage/storageAccounts, reason AlreadyExists or AccountNameInvalid.
func (w *World) TakeName(typ, name, reason string) {
	w.change(func() { w.checks.taken[strings.ToLower(typ+"/"+name)] = reason })
}

// SoftDelete makes something that was deleted and holds its name.
func (w *World) SoftDelete(d SoftDeleted) {
	w.change(func() {
		w.checks.deleted = append(w.checks.deleted, &d)
	})
}

// AddPolicy adds a policy that refuses resources.
func (w *World) AddPolicy(p Policy) {
	w.change(func() { w.checks.policies = append(w.checks.policies, p) })
}

// UseAddresses sets how many addresses of a subnet are used.
func (w *World) UseAddresses(subnetID string, used int) {
	w.change(func() { w.checks.used[strings.ToLower(subnetID)] = used })
}

// TakeAddress makes an address of a network unavailable.
func (w *World) TakeAddress(networkID, address string) {
	w.change(func() { w.checks.addresses[strings.ToLower(networkID)+" "+address] = true })
}

// RemoveDelegation makes a region lack a delegation, such as
// Microsoft.ContainerService/managedClusters.
func (w *World) RemoveDelegation(location, service string) {
	w.change(func() { w.checks.without[strings.ToLower(location+" "+service)] = true })
}

// RemoveEndpointType makes a region lack private endpoints for a type.
func (w *World) RemoveEndpointType(location, typ string) {
	w.change(func() { w.checks.without[strings.ToLower(location+" "+typ)] = true })
}

// SetHistory sets how many deployments of others a scope keeps.
func (w *World) SetHistory(scope string, deployments int) {
	w.change(func() { w.checks.history[strings.ToLower(scope)] = deployments })
}

// SetFeature sets the state of a feature: Registered, NotRegistered.
func (w *World) SetFeature(namespace, name, state string) {
	w.change(func() { w.checks.features[strings.ToLower(namespace+"/"+name)] = state })
}

// AddActivity adds an entry to the activity log, as the API shows it.
func (w *World) AddActivity(entry map[string]any) {
	w.change(func() { w.checks.activity = append(w.checks.activity, entry) })
}

// ValidateSlowly makes validation answer 202 with a Location first.
func (w *World) ValidateSlowly() { w.change(func() { w.checks.slowValidation = true }) }

func (w *World) change(do func()) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	do()
}
