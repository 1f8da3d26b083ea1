package plan

func (b *builder) deployment() {}
