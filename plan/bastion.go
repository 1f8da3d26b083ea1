package plan

func (b *builder) bastion() {}
