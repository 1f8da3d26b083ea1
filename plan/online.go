package plan

// symOnlineIdentity is the identity under which models are fetched and run.
const symOnlineIdentity = "onlineEndpointIdentity"

// onlineEndpoint decides the managed online endpoint. Its identity is made
// apart: the roles of a system-assigned one are granted by Azure Machine
// Learning, and granting them here again would be refused.
func (b *builder) onlineEndpoint() {
	if !b.onManagedEndpoint() {
		return
	}
	asked := b.in.Inference
	b.plan.Identities = append(b.plan.Identities, Identity{Resource{
		Origin: origin(asked.Target, "fetches the images and models of the endpoint"),
		Symbol: symOnlineIdentity, Name: b.fixedName(kindIdentity, "endpoint"),
	}})
	b.plan.Online = &OnlineEndpoint{
		Resource: Resource{
			Origin: origin(asked.Target, "takes the data that callers send"),
			Symbol: symOnlineEndpoint, Name: b.uniqueName(kindOnlineEndpoint, "onlineEndpointName"),
			After: []string{b.workspaceReady()},
		},
		Identity:            symOnlineIdentity,
		AuthMode:            asked.Endpoint.AuthMode.V,
		PublicNetworkAccess: "Disabled",
		Traffic:             b.useParam(symOnlineTraffic),
	}
	b.plan.Online.Source = pageOnline
}
