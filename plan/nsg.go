package plan

func (b *builder) securityGroups() {}
