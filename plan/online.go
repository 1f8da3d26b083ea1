package plan

func (b *builder) onlineEndpoint() {}
